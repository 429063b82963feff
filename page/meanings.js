// What a short form stands for: shown while the pointer or the keyboard is on it or on its note, or once it is tapped; Escape puts it away.
const PAUSE_MS = 250; // time to go from the name to its note
const GAP = 4;
let explained = null, going = 0;
const noteOf = (name) => document.getElementById(name.dataset.note);
const isOn = (target) => explained !== null && (explained.contains(target) || noteOf(explained)?.contains(target));
const isHeld = () => isOn(document.activeElement);

function explain(name) {
    clearTimeout(going);
    if (explained === name) return;
    conceal();
    explained = name;
    name.setAttribute('aria-expanded', true);
    noteOf(name).hidden = false;
    lay(name, noteOf(name));
}

// Beneath the name, or above it where the question box or the edge of the window would hide it.
function lay(name, note) {
    const room = note.offsetParent, outer = room.getBoundingClientRect(), inner = name.getClientRects()[0];
    const form = document.querySelector('#cw-ask').getBoundingClientRect();
    const lowest = form.top > inner.bottom ? Math.min(form.top, innerHeight) : innerHeight, height = note.offsetHeight + GAP;
    const isAbove = inner.bottom + height > lowest && inner.top > height;
    note.style.left = `${Math.max(0, Math.min(inner.left - outer.left - room.clientLeft, room.clientWidth - note.offsetWidth))}px`;
    note.style.top = `${(isAbove ? inner.top - height : inner.bottom + GAP) - outer.top - room.clientTop}px`;
}

function conceal() {
    clearTimeout(going);
    explained?.setAttribute('aria-expanded', false);
    if (explained) noteOf(explained)?.setAttribute('hidden', '');
    explained = null;
}

function leave() {
    clearTimeout(going);
    going = setTimeout(() => { if (explained && !isHeld() && !noteOf(explained)?.matches(':hover')) conceal(); }, PAUSE_MS);
}

function enter(name) {
    explain(name);
    const button = noteOf(name).querySelector('button');
    button.focus({preventScroll: true});
    button.scrollIntoView({block: 'nearest'});
}

document.addEventListener('pointerover', ({target}) => {
    const name = target.closest?.('.cw-short');
    if (name && (name === explained || !isHeld())) explain(name);
    else if (isOn(target)) clearTimeout(going);
    else if (explained) leave();
});
document.documentElement.addEventListener('pointerleave', leave);
document.addEventListener('focusin', ({target}) => {
    const name = target.closest?.('.cw-short');
    if (name) explain(name);
    else if (explained && !isOn(target)) conceal();
});
document.addEventListener('focusout', ({relatedTarget}) => { if (explained && !relatedTarget) leave(); });
document.addEventListener('click', ({target, detail}) => {
    const name = target.closest?.('.cw-short');
    if (name && detail) explain(name); // a tap or a pointer
    else if (name) enter(name); // what reads the page aloud, or is told by voice
});
document.addEventListener('keydown', (event) => {
    const name = event.target.closest?.('.cw-short');
    if (event.key === 'Escape' && explained) {
        const back = noteOf(explained)?.contains(document.activeElement) && explained;
        if (back) back.focus({preventScroll: true});
        conceal();
    } else if (name && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        enter(name);
    }
});
