// The library: files in, with progress; records corrected; documents out and back. The server says who may do what.
const language = () => document.documentElement.lang;
const root = () => element.querySelector('#cw-shelf-room');
let isRunning = false;
let isOpen = false;
let page = 0, turning = 0, typing = null;

async function call(name, data = {}) {
    try {
        return await server[name]({...data, language: language()});
    } catch {
        return {ok: false, said: document.querySelector('.cw-head').dataset.lost};
    }
}

// What the program has in English only is marked as such: in a page of another language a screen reader says it right.
const inEnglish = (words) => Object.assign(document.createElement('span'), {lang: 'en', textContent: words});

// The words of a reply, with a reason among them where it gives one.
function wordsOf(answer) {
    const words = new DocumentFragment();
    const [before, after] = answer.english ? answer.said.split('{reason}') : [answer.said, ''];
    words.append(before, ...answer.english ? [inEnglish(answer.english), after] : []);
    return words;
}

// Why a file could not be sent.
function whyNotSent(error) {
    const why = String(error.message ?? error), drop = root().querySelector('.cw-drop').dataset;
    if (why.includes('HTTP 507')) return drop.noRoom;
    if (why.includes('HTTP 413') || why.includes('maximum allowed size')) return drop.tooLarge;
    if (why.includes('Connection errored out')) return document.querySelector('.cw-head').dataset.lost;
    return inEnglish(why);
}

function say(words, undo) {
    const place = root().querySelector('.cw-said');
    place.replaceChildren(words);
    if (!undo) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cw-show';
    button.dataset.restore = undo.id;
    button.textContent = undo.label;
    place.append(' ', button);
    button.focus({preventScroll: true});
}

// Said besides what was said before: no file is left out without a word.
function sayToo(...words) {
    const line = document.createElement('p');
    line.append(...words);
    root().querySelector('.cw-said').append(line);
}

const documentOf = (id) => root().querySelector(`.cw-document[data-id="${CSS.escape(id)}"]`);
const openerOf = (item) => item?.querySelector('.cw-actions [data-edit]');

// The form for a document's record, all of it in sight if it fits; closed, the keyboard is where it was opened.
function openForm(item, isOpen) {
    const form = item.querySelector('.cw-edit'), opener = openerOf(item);
    form.hidden = !isOpen;
    opener.setAttribute('aria-expanded', isOpen);
    if (isOpen) form.scrollIntoView({block: 'nearest'});
    else form.reset();
    (isOpen ? form.querySelector('input') : opener).focus({preventScroll: isOpen});
}

const fill = (template, words) => template.replace(/\{(\w+)\}/g, (_, name) => words[name]);

// The view anew, with what was looked for, what was said and the receipt kept, and the keyboard where it was: also what is typed while it is fetched.
async function refresh(words, undo) {
    const find = root().querySelector('[data-find]')?.value ?? '';
    const html = await call('show', {find, page});
    if (typeof html !== 'string') { root().textContent = html.said; return; }
    const field = root().querySelector('[data-find]'), isTyping = field && document.activeElement === field;
    const kept = ['.cw-receipt', '.cw-said'].map((name) => [name, [...root().querySelector(name)?.childNodes ?? []]]);
    root().innerHTML = html;
    kept.forEach(([name, nodes]) => root().querySelector(name)?.append(...nodes));
    if (field) root().querySelector('[data-find]')?.replaceWith(field);
    if (isTyping) field.focus();
    if (field?.isConnected && field.value !== find) await turn(0);
    if (words) say(words, undo);
}

// A page of the documents that hold what is typed; only the last one asked for is shown.
async function turn(to) {
    const mine = ++turning;
    const html = await call('turn_page', {find: root().querySelector('[data-find]').value, page: to});
    if (mine !== turning || typeof html !== 'string') return;
    page = to;
    root().querySelector('.cw-shelf-page').innerHTML = html;
}

// Folders that are dropped are walked through; only files are sent.
async function filesOf(transfer) {
    const found = [];
    const walk = async (entry) => {
        if (entry.isFile) found.push(await new Promise((give, fail) => { entry.file(give, fail); }));
        if (!entry.isDirectory) return;
        const reader = entry.createReader();
        for (;;) {
            const entries = await new Promise((give, fail) => { reader.readEntries(give, fail); });
            if (!entries.length) return;
            for (const inner of entries) await walk(inner);
        }
    };
    for (const entry of [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean)) await walk(entry);
    return found;
}

function showRun(words, share) {
    const run = root().querySelector('.cw-run');
    if (!run) return;
    run.hidden = false;
    run.querySelector('.cw-run-words').textContent = words;
    run.querySelector('progress').value = share;
}

function showReceipt(html, isNew) {
    const place = root().querySelector('.cw-receipt');
    if (!html || (!isNew && place.firstChild)) return;
    place.insertAdjacentHTML('beforeend', html);
    if (!isNew) place.querySelectorAll('details').forEach((fold) => fold.removeAttribute('open'));
}

// As many runs as it takes, one after another: the server takes only so many files at a time.
async function add(files) {
    const drop = root().querySelector('.cw-drop').dataset;
    if (isRunning) { sayToo(drop.busy); return; }
    const byName = (one, other) => one.name.localeCompare(other.name, undefined, {numeric: true}); // a browser gives them in any order
    const kept = files.filter((file) => !file.name.startsWith('.')).sort(byName), most = +drop.most;
    if (!kept.length) return;
    isRunning = true;
    root().querySelector('.cw-receipt').replaceChildren();
    say(kept.length > most ? fill(drop.runs, {of: kept.length, runs: Math.ceil(kept.length / most), most}) : '');
    let first = 0;
    while (first < kept.length && await addRun(kept.slice(first, first + most), first, kept.length)) first += most;
    if (first + most < kept.length) sayToo(fill(drop.leftOut, {n: kept.length - first - most, name: kept[first + most].name}));
    await endRun();
}

async function addRun(files, n_before, of) {
    const paths = [];
    for (const [number, file] of files.entries()) {
        const n = n_before + number;
        showRun(fill(root().querySelector('.cw-drop').dataset.uploading, {n: n + 1, of, name: file.name}), n / of);
        try {
            paths.push((await upload(file)).path);
        } catch (error) {
            sayToo(`${file.name}: `, whyNotSent(error));
        }
    }
    const answer = await call('add', {paths});
    if (!answer.ok) { sayToo(wordsOf(answer)); return false; }
    const state = await follow(await call('progress'));
    showReceipt(state.html, true);
    return !state.stopped;
}

async function follow(state) {
    while (state.running) {
        showRun(state.words, state.share);
        await new Promise((done) => { setTimeout(done, 600); });
        state = await call('progress');
    }
    return state;
}

async function endRun() {
    isRunning = false;
    root().querySelector('.cw-run').hidden = true;
    document.dispatchEvent(new Event('cw:changed'));
    await refresh();
}

// At first sight of the view there may be a run that was begun before; one who comes back finds what the last one did.
async function watchRun() {
    if (!root().querySelector('.cw-run')) return;
    const state = await call('progress');
    if (isRunning) return; // begun here meanwhile: followed twice, the view would be drawn anew under an open form
    if (!state.running) { showReceipt(state.html, false); return; }
    isRunning = true;
    showReceipt((await follow(state)).html, true);
    await endRun();
}

element.addEventListener('change', (event) => {
    if (event.target.matches('[data-files]')) { add([...event.target.files]); event.target.value = ''; }
});
element.addEventListener('input', (event) => {
    if (!event.target.matches('[data-find]')) return;
    clearTimeout(typing);
    typing = setTimeout(() => turn(0), 200);
});
element.addEventListener('dragover', (event) => {
    const drop = event.target.closest('.cw-drop');
    if (drop) { event.preventDefault(); drop.classList.add('cw-over'); }
});
element.addEventListener('dragleave', (event) => event.target.closest?.('.cw-drop')?.classList.remove('cw-over'));
element.addEventListener('drop', async (event) => {
    const drop = event.target.closest('.cw-drop');
    if (!drop) return;
    event.preventDefault();
    drop.classList.remove('cw-over');
    add(await filesOf(event.dataTransfer));
});
element.addEventListener('click', async (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const item = button.closest('.cw-document');
    if (button.dataset.only !== undefined) {
        document.dispatchEvent(new CustomEvent('cw:only', {detail: {id: item.dataset.id, kind: item.dataset.kind}}));
        location.hash = 'ask';
    } else if (button.dataset.edit !== undefined) {
        openForm(item, item.querySelector('.cw-edit').hidden);
    } else if (button.dataset.remove !== undefined) {
        if (event.detail > 1) return; // the second of two quick clicks: by then another document stands there
        const id = item.dataset.id;
        const answer = await call('remove', {id});
        if (!answer.ok) { say(wordsOf(answer)); return; }
        await refresh(answer.said, {id, label: root().querySelector('.cw-panel').dataset.undo});
        document.dispatchEvent(new Event('cw:changed'));
    } else if (button.dataset.restore) {
        const id = button.dataset.restore;
        const answer = await call('restore', {id});
        await refresh(wordsOf(answer));
        openerOf(documentOf(id))?.focus({preventScroll: true});
        document.dispatchEvent(new Event('cw:changed'));
    } else if (button.dataset.page) {
        await turn(+button.dataset.page);
        root().querySelector('.cw-find').scrollIntoView({block: 'start'});
        root().querySelector('.cw-document button')?.focus({preventScroll: true});
    } else if (button.dataset.stop !== undefined) call('stop');
});
element.addEventListener('keydown', (event) => {
    const form = event.key === 'Escape' ? event.target.closest('.cw-edit') : null;
    if (form) openForm(form.closest('.cw-document'), false);
});
element.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target, item = form.closest('.cw-document');
    const answer = await call('edit', {id: item.dataset.id, ...Object.fromEntries(new FormData(form))});
    if (!answer.ok) { form.querySelector('.cw-hint').replaceChildren(wordsOf(answer)); return; }
    await refresh(answer.said);
    openerOf(documentOf(item.dataset.id))?.focus({preventScroll: true});
    document.dispatchEvent(new Event('cw:changed'));
});
async function enter(name) {
    if (name !== 'library' || isRunning) return;
    isOpen = true;
    await refresh();
    watchRun();
}
document.addEventListener('cw:view', (event) => enter(event.detail));
document.addEventListener('cw:language', () => { if (isOpen && !isRunning) refresh(); });
enter(document.body.dataset.view);
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
