// What a short form stands for: shown while the pointer or the keyboard is on it or on its note; Escape puts the note away.
const PAUSE_MS = 250; // time to go from the name to its note
let explained = null, going = 0;

function explain(name) {
    clearTimeout(going);
    if (explained === name) return;
    conceal();
    const note = document.getElementById(name.dataset.note);
    explained = name;
    name.setAttribute('aria-expanded', true);
    note.hidden = false;
    const room = note.offsetParent, outer = room.getBoundingClientRect(), inner = name.getClientRects()[0];
    note.style.left = `${Math.max(0, Math.min(inner.left - outer.left - room.clientLeft, room.clientWidth - note.offsetWidth))}px`;
    note.style.top = `${inner.bottom - outer.top + 4}px`;
}

function conceal() {
    clearTimeout(going);
    if (!explained) return;
    explained.setAttribute('aria-expanded', false);
    document.getElementById(explained.dataset.note)?.setAttribute('hidden', '');
    explained = null;
}

function follow(target, pause) {
    const name = target.closest?.('.cw-short');
    if (name && element.contains(name)) explain(name);
    else if (target.closest?.('.cw-told')) clearTimeout(going);
    else if (explained && (pause || !explained.contains(document.activeElement))) {
        clearTimeout(going);
        going = setTimeout(conceal, pause);
    }
}

document.addEventListener('pointerover', (event) => follow(event.target, PAUSE_MS));
document.addEventListener('focusin', (event) => follow(event.target, 0));
document.addEventListener('keydown', (event) => {
    const name = event.target.closest?.('.cw-short');
    if (event.key === 'Escape' && explained) {
        const back = document.activeElement.closest('.cw-told') && explained;
        conceal();
        if (back) { back.focus({preventScroll: true}); conceal(); }
    } else if (name && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        explain(name);
        document.getElementById(name.dataset.note).querySelector('button').focus({preventScroll: true});
    }
});
