// The form: sends the question with the chosen documents, shows that it is being answered, and gives it back if nothing comes.
const PATIENCE_MS = 45000;
let waiting = null;
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
    waiting = {question, number: Infinity, patience: setTimeout(() => { giveBack(question); }, PATIENCE_MS)};
    const mine = waiting;
    document.dispatchEvent(new CustomEvent('cw:send', {detail: (number) => { mine.number = number; fire(number); }}));
}

function ask(question) {
    if (waiting) { say(form().dataset.one); return; }
    if (!question.trim()) { say(form().dataset.empty); field().focus(); return; }
    say('');
    document.querySelector('#cw-live').textContent = form().dataset.searching;
    document.querySelector('#cw-alert').textContent = '';
    element.querySelector('.cw-ask').setAttribute('aria-disabled', 'true');
    const choice = JSON.parse(document.querySelector('#cw-documents [data-choice]').dataset.choice);
    const request = {question, choice, language: language()};
    send(question, (nonce) => trigger('submit', {...request, drawn: document.querySelectorAll('.cw-turn:not(.cw-pending)').length, nonce}));
    field().value = '';
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
    clearTimeout(waiting?.patience);
    waiting = null;
    say('');
    element.querySelector('.cw-ask').removeAttribute('aria-disabled');
    document.querySelectorAll('.cw-pending').forEach((article) => article.remove());
    document.querySelector('#cw-talk .cw-welcome')?.classList.remove('cw-away');
}

function giveBack(question) {
    settle();
    if (!field().value) { field().value = question; grow(); }
    say(form().dataset.slow);
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
    if (!waiting) return;
    if (event.detail >= waiting.number) settle();
    else if (!document.querySelector('.cw-pending')) pending(waiting.question);
});
document.addEventListener('cw:ask', (event) => { if (document.body.dataset.view !== 'ask') location.hash = 'ask'; ask(event.detail); });
document.addEventListener('cw:restoring', (event) => send(event.detail.first, event.detail.fire));
document.addEventListener('cw:chosen', (event) => { only = event.detail; sayWhichAreAsked(); });
watch('value', sayWhichAreAsked);
// Who comes with a keyboard may type at once; on a phone the keyboard would hide the page.
document.addEventListener('cw:ready', () => {
    if (document.body.dataset.view === 'ask' && document.activeElement === document.body && !matchMedia('(pointer: coarse)').matches) field().focus({preventScroll: true});
});
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
