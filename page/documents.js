// The choice of documents: single ones or whole kinds. It is a rule (page/choice.py), so it holds for documents that are not drawn.
const out = new Set(); // kinds left out
const flipped = new Map(); // documents that differ from the rest of their kind, each with its kind
let find = '', isAll = false, drawing = 0, typing = null;
const section = () => element.querySelector('.cw-documents');
const choice = () => ({kinds_out: [...out], flipped: [...flipped.keys()]});

function tell() {
    const kinds = Object.entries(JSON.parse(section().dataset.kinds));
    const n = kinds.reduce((sum, [kind, of]) => sum + (out.has(kind) ? 0 : of), 0) + [...flipped.values()].reduce((sum, kind) => sum + (out.has(kind) ? 1 : -1), 0);
    const of = kinds.reduce((sum, [, each]) => sum + each, 0);
    element.querySelectorAll('input[data-source]').forEach((box) => { box.checked = out.has(box.dataset.kind) === flipped.has(box.dataset.source); });
    element.querySelectorAll('input[data-all]').forEach((all) => {
        all.indeterminate = [...flipped.values()].includes(all.dataset.all);
        all.checked = !all.indeterminate && !out.has(all.dataset.all);
    });
    const counted = section().dataset.count.replace('{n}', n).replace('{of}', of), words = n === of ? '' : counted;
    element.querySelector('.cw-chosen').textContent = element.querySelector('[data-find-document]') ? counted : words; // of many not all are in sight
    element.querySelector('[data-everything]').hidden = n === of;
    const nothing = element.querySelector('[data-nothing]');
    if (nothing) nothing.hidden = n === 0;
    document.dispatchEvent(new CustomEvent('cw:chosen', {detail: words})); // also where this list is out of sight
    element.dataset.choice = JSON.stringify(choice());
}

// Documents that are gone leave the choice as well.
function forgetGone() {
    const known = new Set(JSON.parse(element.querySelector('[data-flipped]').dataset.flipped));
    [...flipped.keys()].filter((id) => !known.has(id)).forEach((id) => flipped.delete(id));
}

async function draw() {
    const mine = ++drawing;
    const html = await server.list_documents({find, is_all: isAll, choice: choice(), language: document.documentElement.lang}).catch(() => '');
    if (mine !== drawing || !html) return;
    element.querySelector('.cw-listed').innerHTML = html;
    forgetGone();
    tell();
}

function setKind(kind, isIn) {
    if (isIn) out.delete(kind); else out.add(kind);
    [...flipped].filter(([, own]) => own === kind).forEach(([id]) => flipped.delete(id));
}

// What was looked for is let go: what has just been chosen is to be seen.
function findAll() {
    find = '';
    element.querySelectorAll('[data-find-document]').forEach((field) => { field.value = ''; });
    tell();
    draw();
}

element.addEventListener('change', (event) => {
    const {source, kind, all} = event.target.dataset;
    if (source) { if (flipped.has(source)) flipped.delete(source); else flipped.set(source, kind); }
    if (all) setKind(all, event.target.checked);
    tell();
});
element.addEventListener('input', (event) => {
    if (!event.target.matches('[data-find-document]')) return;
    find = event.target.value;
    clearTimeout(typing);
    typing = setTimeout(draw, 200);
});

// All documents in, or all out: then single ones are chosen.
function all(isIn) {
    Object.keys(JSON.parse(section().dataset.kinds)).forEach((kind) => setKind(kind, isIn));
    findAll();
}

element.addEventListener('click', async (event) => {
    const every = event.target.closest('[data-everything]');
    if (every || event.target.closest('[data-nothing]')) {
        all(Boolean(every));
        element.querySelector('h2').focus({preventScroll: true});
    }
    if (!event.target.closest('[data-show-all]')) return;
    const n = element.querySelectorAll('input[data-source]').length;
    isAll = true;
    await draw();
    element.querySelectorAll('input[data-source]')[n]?.focus({preventScroll: true}); // the keyboard goes on where the list did
});
document.addEventListener('cw:everything', () => all(true));
document.addEventListener('cw:only', (event) => {
    all(false);
    flipped.set(event.detail.id, event.detail.kind);
    findAll();
});
document.addEventListener('cw:changed', () => trigger('input', {language: document.documentElement.lang}));
watch('value', () => { tell(); if (out.size || flipped.size || find || isAll) draw(); });
tell();
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
