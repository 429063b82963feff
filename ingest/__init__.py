"""Files in, documents out, the library brought up to date.

For callers in this repository (the page, the API, tests) everything is a function of a `Library` that is open:

    from pathlib import Path
    from index.library import Library
    from ingest.keep import add, edit, remove, removed_documents, restore
    from ingest.sync import sync

    with Library.open(Path("data/library"), create=True) as library:
        receipt = add([Path("upload.pdf")], library, is_copied=True, progress=lambda done, of, what: …)
        sync([Path("sources")], library)                      # a folder kept in step: adds, updates, moves, removes
        edit("upload", library, title="…", kind="guideline", date="2024-06", authors=["A. Name", "B. Name"])
        remove(["upload"], library)                           # kept beside the library, and out of later syncs
        removed_documents(library)                            # what can come back: .source_id, .document.source, .removed
        restore(["upload"], library)

`progress(done, of, what)`: `done` files of `of`, a float that also grows while a file's text is embedded; `what` is in words.
It may raise KeyboardInterrupt to stop: what is done is kept, and the receipt says `was_stopped`.
A `Receipt` holds one `Outcome` a file (`status`, `source_id`, `reason`, `remedy`, `n_pages`, `n_pages_without_text`, `n_new`,
`notices`); a bad file is `Status.REFUSED` there and never an exception. All of these may be called from any thread; each waits
up to five seconds for another writer and then raises `LibraryLockedError`, which names it. `edit` raises `EditError`.
An open `Library`, here or in another process, answers from the old state meanwhile and from the new one afterwards.
"""
