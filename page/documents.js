// The choice of documents: single ones or whole kinds; what is chosen is said, and kept when the list is drawn again.
const left = new Set(); // documents left out
const boxes = () => [...element.querySelectorAll('input[data-source]')];

function tell() {
    const chosen = boxes().filter((box) => box.checked).length;
    element.querySelectorAll('input[data-all]').forEach((all) => {
        const own = boxes().filter((box) => box.dataset.kind === all.dataset.all);
        all.checked = own.every((box) => box.checked);
        all.indeterminate = !all.checked && own.some((box) => box.checked);
    });
    const section = element.querySelector('.cw-documents');
    element.querySelector('.cw-chosen').textContent =
        chosen === boxes().length ? '' : section.dataset.count.replace('{n}', chosen).replace('{of}', boxes().length);
}

function set(box, isChosen) {
    box.checked = isChosen;
    if (isChosen) left.delete(box.dataset.source); else left.add(box.dataset.source);
}

element.addEventListener('change', (event) => {
    const box = event.target;
    if (box.dataset.source) set(box, box.checked);
    if (box.dataset.all) boxes().filter((own) => own.dataset.kind === box.dataset.all).forEach((own) => set(own, box.checked));
    tell();
});
document.addEventListener('cw:only', (event) => { boxes().forEach((box) => set(box, box.dataset.source === event.detail)); tell(); });
document.addEventListener('cw:changed', () => trigger('input', {language: document.documentElement.lang}));
watch('value', () => { boxes().forEach((box) => { box.checked = !left.has(box.dataset.source); }); tell(); });
