// The conversation: puts what the server sends in its place, what its buttons do, and what happens when an answer has come.
const kept = new Map(); // what the visitor opened or closed, and next questions, kept when a turn is drawn again
const room = element.querySelector('.cw-turns');
const turns = () => [...room.querySelectorAll('.cw-turn:not(.cw-pending)')];
const language = () => document.documentElement.lang;
const send = (fire) => document.dispatchEvent(new CustomEvent('cw:send', {detail: fire}));
const live = (text) => { document.querySelector('#cw-live').textContent = text; };
const RETRY_MS = [2000, 3000, 5000, 8000, 12000, 15000, 20000, 20000, 20000, 20000];

function address(card) {
    return {source: card.dataset.source, page: +card.dataset.page, start: +card.dataset.start, end: +card.dataset.end};
}

function spread(button, open) {
    button.setAttribute('aria-expanded', open);
    if (button.dataset.around) element.querySelectorAll(`#${button.dataset.around} .cw-near`).forEach((near) => { near.hidden = !open; });
    else document.getElementById(button.dataset.toggle).hidden = !open;
}

async function check(button) {
    const card = button.closest('[data-key]');
    const place = card.querySelector('.cw-checked');
    place.textContent = button.dataset.checking;
    try {
        place.textContent = await server.check({...address(card), file: button.dataset.file, proof: button.dataset.proof, language: language()});
    } catch {
        place.textContent = document.querySelector('.cw-head').dataset.lost;
    }
}

async function say(button) {
    const turn = button.closest('.cw-turn');
    const quote = button.closest('.cw-opinion-of');
    const questions = [...element.querySelectorAll('.cw-turn .cw-asked')].slice(0, +turn.dataset.turn + 1).map((title) => title.lastChild.textContent);
    const place = turn.querySelector('.cw-opinion-said');
    const sent = {questions, opinion: button.dataset.opinion, quote: quote && address(quote), language: language()};
    place.textContent = await server.give_opinion(sent).catch(() => document.querySelector('.cw-head').dataset.lost);
    button.closest('.cw-actions').querySelectorAll('[data-opinion]').forEach((other) => other.setAttribute('aria-pressed', other === button));
}

function copy(button) {
    const label = button.textContent, text = button.dataset.copy;
    const say = (words) => {
        button.textContent = words;
        live(words);
        setTimeout(() => { button.textContent = label; }, 2000);
    };
    const done = () => say(button.dataset.done);
    const failed = () => getSelection().selectAllChildren(button.closest('.cw-card').querySelector('blockquote')); // to be copied by hand
    document.dispatchEvent(new CustomEvent('cw:copy', {detail: {text, done, failed}}));
}

function open(button) {
    const card = button.closest('.cw-told, [data-key]');
    element.querySelectorAll('.cw-card-open').forEach((other) => other.classList.remove('cw-card-open'));
    if (card.dataset.key) card.classList.add('cw-card-open');
    const turn = card.closest('.cw-turn');
    const matches = card.dataset.key ? [...turn.querySelectorAll('[data-key]')].filter((other) => other.dataset.source === card.dataset.source).map(address) : [address(card)];
    document.dispatchEvent(new CustomEvent('cw:open', {detail: {here: address(card), matches, button: card.dataset.key ? button : element.querySelector(`[data-note="${card.id}"]`)}}));
}

function reach(id, isSpread) {
    const card = document.getElementById(id), around = isSpread && card.querySelector('[data-around]');
    card.closest('details')?.setAttribute('open', '');
    if (around) { kept.set(around.dataset.around, true); spread(around, true); }
    card.scrollIntoView({block: 'center'});
    (around || card.querySelector('button')).focus({preventScroll: true});
}

// What can wait is asked again while the server says "not now" (null), for as long as it is still wanted.
async function patiently(ask, isWanted) {
    for (const pause of RETRY_MS) {
        const found = await ask().catch(() => []);
        if (found !== null || !isWanted()) return found;
        await new Promise((done) => { setTimeout(done, pause); });
        if (!isWanted()) return null;
    }
    return null;
}

// Questions to go on with come after the answer, from the documents; they are asked on the server before they are shown.
async function suggest(place, number) {
    const id = `next-${number}-${place.closest('.cw-turn').querySelector('.cw-asked').textContent}`;
    const isWanted = () => turns().length === number + 1 && !document.querySelector('.cw-pending');
    if (!kept.has(id)) {
        const asked = [...element.querySelectorAll('.cw-turn .cw-asked')].slice(0, number + 1).map((title) => title.lastChild.textContent);
        const cards = [...place.closest('.cw-turn').querySelectorAll('.cw-answers [data-key]')];
        const request = {
            questions: asked,
            source_ids: [...new Set(cards.map((card) => card.dataset.source))],
            shown: [...element.querySelectorAll('.cw-answers .cw-words')].map((words) => words.dataset.words ?? words.textContent),
        };
        const found = patiently(() => server.next_questions(request), isWanted);
        kept.set(id, found);
        if (await found === null) kept.delete(id);
    }
    const questions = await kept.get(id);
    if (!place.isConnected || !questions?.length) return;
    const title = document.createElement('h3');
    title.textContent = place.dataset.title;
    const list = document.createElement('ul');
    questions.forEach((question) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'cw-next-question';
        button.dataset.ask = question;
        button.lang = 'en';
        button.textContent = question;
        const item = document.createElement('li');
        item.append(button);
        list.append(item);
    });
    place.replaceChildren(title, list);
}

async function welcome() {
    const place = element.querySelector('[data-examples]');
    if (!place) return;
    place.removeAttribute('data-examples');
    const html = await patiently(() => server.examples({language: language()}), () => !element.querySelector('.cw-turn'));
    if (html?.length && place.isConnected) place.innerHTML = html;
}

element.addEventListener('toggle', (event) => { if (event.target.id) kept.set(event.target.id, event.target.open); }, true);
element.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const data = button.dataset;
    if (data.quote) open(button);
    else if (data.to) reach(data.to, data.spread !== undefined);
    else if (data.ask) document.dispatchEvent(new CustomEvent('cw:ask', {detail: data.ask}));
    else if (data.check) check(button);
    else if (data.opinion) say(button);
    else if (data.copy) copy(button);
    else if (data.around || data.toggle) {
        const isOpen = button.getAttribute('aria-expanded') !== 'true';
        kept.set(data.around ?? data.toggle, isOpen);
        spread(button, isOpen);
    } else if (data.uncarry !== undefined) {
        live(document.querySelector('#cw-form').dataset.searching);
        send((nonce) => trigger('input', {word: data.uncarry, turn: +data.of, drawn: turns().length, language: language(), nonce}));
    }
});
element.addEventListener('change', (event) => {
    const country = event.target.value;
    if (event.target.matches('select[data-country]')) send((nonce) => trigger('input', {country, drawn: turns().length, language: language(), nonce}));
});
document.addEventListener('cw:cleared', () => kept.clear());

// A link: its questions stand behind the #, which no browser sends; they are asked again where the library is the same.
function restore() {
    if (!location.hash.startsWith('#c=')) return;
    let first = '…';
    try {
        const packed = location.hash.slice(3).replaceAll('-', '+').replaceAll('_', '/');
        first = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0)))).a[0].q;
    } catch { /* the server says what is wrong with it */ }
    document.body.dataset.view = 'ask';
    const link = location.hash.slice(1);
    document.dispatchEvent(new CustomEvent('cw:restoring', {detail: {first, fire: (nonce) => trigger('input', {link, language: language(), nonce})}}));
}
addEventListener('hashchange', restore);

// Opened again what the visitor had opened in a turn that has been drawn anew.
function reopen(turn) {
    turn.querySelectorAll('details[id]').forEach((fold) => { if (kept.has(fold.id)) fold.open = kept.get(fold.id); });
    turn.querySelectorAll('[data-around], [data-toggle]').forEach((button) => {
        if (kept.get(button.dataset.around ?? button.dataset.toggle)) spread(button, true);
    });
}

// A turn takes the place of the one with its number; the keyboard goes on where it was in it.
function place(turn) {
    const before = turns().find((other) => other.dataset.turn === turn.dataset.turn);
    const held = before?.contains(document.activeElement) && document.activeElement;
    if (before) before.replaceWith(turn); else room.append(turn);
    reopen(turn);
    if (held) [...turn.querySelectorAll('select, button, .cw-short')].find((each) => each.matches(held.nodeName) && each.className === held.className)?.focus({preventScroll: true});
}

// The turns that are new or have changed come alone: the others stay as they are, with all that was opened in them.
function draw() {
    const holder = document.createElement('template');
    holder.innerHTML = props.value;
    const sent = holder.content.firstElementChild, n = +sent.dataset.turns;
    const wasAwaited = room.querySelector('.cw-pending');
    room.lang = sent.lang;
    element.closest('#cw-left').classList.toggle('cw-unasked', !n);
    room.querySelectorAll('.cw-pending').forEach((article) => article.remove());
    if (n) {
        room.querySelector('.cw-welcome')?.remove();
        [...sent.children].forEach(place);
        turns().slice(n).forEach((turn) => turn.remove());
        turns().slice(0, -1).forEach((turn) => turn.querySelector('.cw-next')?.replaceChildren()); // what goes on from the last answer alone
    } else room.replaceChildren(...sent.children);
    document.dispatchEvent(new CustomEvent('cw:drawn', {detail: +sent.dataset.nonce}));
    if (n) settled(turns()[n - 1], wasAwaited && !room.querySelector('.cw-pending')); else if (+sent.dataset.nonce) welcome();
}

function settled(last, isNew) {
    const parts = JSON.parse(last.dataset.announce).map(([words, lang]) => Object.assign(document.createElement('span'), {lang, textContent: `${words} `}));
    document.querySelector(last.hasAttribute('data-urgent') ? '#cw-alert' : '#cw-live').replaceChildren(...parts);
    if (isNew) last.scrollIntoView({block: 'start'}); // before anything is painted: the page is not seen to move
    const next = last.querySelector('[data-next]');
    if (next) suggest(next, +next.dataset.next);
}

watch('value', draw);
draw();
if (!location.hash.startsWith('#c=')) welcome();
document.addEventListener('cw:ready', restore);
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
