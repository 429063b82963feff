// The form: sends the question with the chosen documents, shows that it is being answered, and gives it back if nothing comes.
const PATIENCE_MS = 45000; // without a sign of a question that is being answered
const LOOK_MS = [3000, 3000, 4000, 6000, 8000, 10000]; // then always the last: each look counts against what a visitor may ask
const MOST_LOST = 3; // times that the server could not be reached, one after another
let waiting = null;
let unanswered = []; // questions given back while something else stood in the box
let inBox = null; // one that was put back into it
let only = ''; // said while not all documents are asked
const field = () => element.querySelector('#cw-question');
const form = () => element.querySelector('#cw-form');
const say = (text) => { element.querySelector('#cw-hint').textContent = text; };
const grow = () => { field().style.height = 'auto'; field().style.height = `${Math.min(field().scrollHeight, 180)}px`; };
const language = () => document.documentElement.lang;

function pending(question) {
    const article = document.createElement('article');
    article.className = 'cw-turn cw-pending';
    const asked = document.createElement('h2');
    asked.className = 'cw-asked';
    asked.dir = 'auto';
    asked.textContent = question.length > 600 ? `${question.slice(0, 600)}…` : question;
    const state = document.createElement('p');
    state.className = 'cw-searching';
    state.textContent = form().dataset.searching;
    const ghost = document.createElement('div');
    ghost.className = 'cw-ghost';
    ghost.setAttribute('aria-hidden', 'true');
    ghost.innerHTML = '<i></i><i></i><i></i>';
    article.append(asked, state, ghost);
    document.querySelector('#cw-talk .cw-welcome')?.classList.add('cw-away');
    document.querySelector('#cw-talk .cw-turns').append(article);
    article.scrollIntoView({block: 'start'});
}

// Sends when the conversation is free. What is drawn meanwhile, as in another language, takes the pending question's place.
function send(question, fire) {
    pending(question);
    waiting = {question, number: Infinity, since: Date.now(), seen: Date.now(), said: ''};
    const mine = waiting;
    document.dispatchEvent(new CustomEvent('cw:send', {detail: (number) => { mine.number = number; fire(number); }}));
    lookAfter(mine);
}

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const pauseBefore = (nth) => pause(LOOK_MS[Math.min(nth, LOOK_MS.length - 1)]);
const health = () => fetch('health', {cache: 'no-store'}).then((response) => response.status, () => 0); // never counted; 0: nobody is there
const howItStands = (mine) => server.how_it_stands({
    number: Number.isFinite(mine?.number) ? mine.number : 0, waited_s: mine ? Math.round((Date.now() - mine.since) / 1000) : 0, language: language(),
});

// While a question waits: says why, and gives it back when the server has nothing of it or is gone. One that is worked on is never sent twice.
async function lookAfter(mine) {
    for (let nLost = 0, nth = 0; await pauseBefore(nth), waiting === mine; nth += 1) {
        const found = await howItStands(mine).catch(() => null), isThere = found || await health();
        if (waiting !== mine) return;
        nLost = isThere ? 0 : nLost + 1;
        if (found?.is_under_way) { mine.seen = Date.now(); document.dispatchEvent(new Event('cw:under-way')); }
        if (found?.said && found.said !== mine.said) { mine.said = found.said; tell(); }
        if (nLost >= MOST_LOST) giveBack(mine.question, document.querySelector('.cw-head').dataset.lost);
        else if (Date.now() - mine.seen > PATIENCE_MS) giveBack(mine.question, form().dataset.slow);
    }
}

// What is known of the question that waits, beneath it and for a screen reader.
function tell() {
    const place = document.querySelector('.cw-pending .cw-searching');
    if (place) place.textContent = waiting.said || form().dataset.searching;
    if (waiting.said) document.querySelector('#cw-live').textContent = waiting.said;
}

// Who comes while the models are still being read is told so, and that they may ask already.
async function sayIfNotReady() {
    for (let told = '', nth = 0; !waiting; await pauseBefore(nth), nth += 1) {
        const {said} = await health() === 503 ? await howItStands(null).catch(() => ({said: told})) : {said: ''};
        const hint = element.querySelector('#cw-hint');
        if (said && !waiting && !hint.textContent) say(said);
        else if (!said && told && hint.textContent === told) say('');
        if (!said) return;
        told = said;
    }
}

function ask(question, isKept = false) {
    if (waiting) {
        if (isKept && !field().value.trim()) { field().value = question; grow(); }
        say(form().dataset.one);
        return;
    }
    if (!question.trim()) { say(form().dataset.empty); field().focus(); return; }
    say('');
    document.querySelector('#cw-live').textContent = form().dataset.searching;
    document.querySelector('#cw-alert').textContent = '';
    element.querySelector('.cw-ask').setAttribute('aria-disabled', 'true');
    const choice = JSON.parse(document.querySelector('#cw-documents [data-choice]').dataset.choice);
    const request = {question, choice, language: language()};
    send(question, (nonce) => trigger('submit', {...request, drawn: document.querySelectorAll('.cw-turn:not(.cw-pending)').length, nonce}));
    answered(question);
    if (!isKept) field().value = '';
    grow();
    if (matchMedia('(pointer: coarse)').matches) field().blur(); // a phone's keyboard would lie on the answer
}

function sayWhichAreAsked() {
    element.querySelector('#cw-only span').textContent = only;
    element.querySelector('#cw-only').hidden = !only;
}

// To what the last answer offers first: its quotation's place, or a number to call.
function goToAnswer() {
    const last = [...document.querySelectorAll('.cw-turn')].at(-1);
    if (!last) return;
    last.scrollIntoView({block: 'start'});
    last.querySelector('.cw-answers button, .cw-help a, .cw-related[open] .cw-card button, button, summary')?.focus({preventScroll: true});
}

function settle() {
    waiting = null;
    say('');
    element.querySelector('.cw-ask').removeAttribute('aria-disabled');
    document.querySelectorAll('.cw-pending').forEach((article) => article.remove());
    document.querySelector('#cw-talk .cw-welcome')?.classList.remove('cw-away');
}

function giveBack(question, why) {
    settle();
    document.dispatchEvent(new Event('cw:given-up'));
    if (!field().value.trim()) { field().value = inBox = question; grow(); } else { unanswered.push(question); showUnanswered(); }
    say(why);
}

// Each with a button that asks it again; in its place the words of the box stay where they are.
function showUnanswered() {
    const place = element.querySelector('#cw-unanswered');
    place.hidden = !unanswered.length;
    place.querySelector('ul').replaceChildren(...unanswered.map((question) => {
        const item = document.createElement('li'), words = document.createElement('q'), button = document.createElement('button');
        words.dir = 'auto';
        words.textContent = question.length > 160 ? `${question.slice(0, 160)}…` : question;
        Object.assign(button, {type: 'button', className: 'cw-plain', textContent: form().dataset.again});
        button.dataset.again = question;
        item.append(words, ' ', button);
        return item;
    }));
}
const answered = (question) => { unanswered = unanswered.filter((other) => other !== question); showUnanswered(); };

// Gradio loads the page anew when a lost connection is back: what is typed and not answered stays in this tab until then.
const KEPT = 'cw-kept';
function keep() {
    const left = {box: field().value, unanswered: waiting ? [...unanswered, waiting.question] : unanswered};
    if (left.box.trim() || left.unanswered.length) sessionStorage.setItem(KEPT, JSON.stringify(left));
}
function takeUp() {
    let left = null;
    try {
        left = sessionStorage.getItem(KEPT);
        sessionStorage.removeItem(KEPT);
    } catch { /* a browser that keeps nothing for a page */ }
    if (!left) return;
    const found = JSON.parse(left);
    if (!field().value) { field().value = found.box; grow(); }
    unanswered = found.unanswered;
    showUnanswered();
}
addEventListener('pagehide', keep);

// An answer that came after all: its question need not be asked again.
function takeBack() {
    const shown = [...document.querySelectorAll('.cw-turn:not(.cw-pending) .cw-asked')].map((title) => title.lastChild.textContent);
    unanswered.filter((question) => shown.includes(question)).forEach(answered);
    if (inBox === null || !shown.includes(inBox)) return;
    if (field().value === inBox) { field().value = ''; grow(); say(''); }
    inBox = null;
}

element.addEventListener('submit', (event) => { event.preventDefault(); ask(field().value); });
element.addEventListener('input', grow);
element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === field()) { event.preventDefault(); ask(field().value); }
});
element.addEventListener('click', (event) => {
    if (event.target.closest('[data-to-answer]')) { event.preventDefault(); goToAnswer(); }
    const button = event.target.closest('button');
    if (!button) return;
    const request = {language: language(), nonce: Date.now() % 1000000000};
    if (button.dataset.clear !== undefined) {
        document.dispatchEvent(new CustomEvent('cw:send', {detail: (nonce) => trigger('clear', {language: language(), nonce})}));
        document.dispatchEvent(new Event('cw:cleared'));
        history.replaceState(null, '', location.pathname + location.search);
        field().focus();
    }
    if (button.dataset.again !== undefined) ask(button.dataset.again, true);
    if (button.dataset.askAll !== undefined) { document.dispatchEvent(new Event('cw:everything')); field().focus({preventScroll: true}); }
    if (button.dataset.save) trigger('select', {...request, what: button.dataset.save});
    if (button.dataset.link !== undefined) trigger('select', {...request, what: 'link'});
});
document.addEventListener('cw:linked', (event) => {
    const text = `${location.origin}${location.pathname}#${event.detail}`;
    const done = () => say(element.querySelector('[data-link]').dataset.done), failed = () => say(text);
    document.dispatchEvent(new CustomEvent('cw:copy', {detail: {text, done, failed}}));
});
document.addEventListener('cw:drawn', (event) => {
    if (!waiting) { takeBack(); return; }
    if (event.detail >= waiting.number) settle();
    else if (!document.querySelector('.cw-pending')) { pending(waiting.question); tell(); }
});
document.addEventListener('cw:ask', (event) => { if (document.body.dataset.view !== 'ask') location.hash = 'ask'; ask(event.detail, true); });
document.addEventListener('cw:restoring', (event) => send(event.detail.first, event.detail.fire));
document.addEventListener('cw:chosen', (event) => { only = event.detail; sayWhichAreAsked(); });
watch('value', () => { sayWhichAreAsked(); showUnanswered(); });
// Who comes with a keyboard may type at once; on a phone the keyboard would hide the page.
document.addEventListener('cw:ready', () => {
    if (document.body.dataset.view === 'ask' && document.activeElement === document.body && !matchMedia('(pointer: coarse)').matches) field().focus({preventScroll: true});
    takeUp();
    sayIfNotReady();
});
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
