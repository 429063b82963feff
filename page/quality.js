// The Quality view is fetched when it is first looked at, and again in another language.
let isOpen = false;
async function show() {
    isOpen = true;
    const html = await server.quality({language: document.documentElement.lang}).catch(() => '');
    if (!html) return;
    const room = element.querySelector('#cw-quality-room');
    const before = [...room.querySelectorAll('.cw-set')].map((set) => set.open); // what the visitor opened stays open in another language
    room.innerHTML = html;
    before.forEach((wasOpen, number) => { const set = room.querySelectorAll('.cw-set')[number]; if (set) set.open = wasOpen; });
}
document.addEventListener('cw:view', (event) => { if (event.detail === 'quality' && !isOpen) show(); });
document.addEventListener('cw:language', () => { if (isOpen) show(); });
if (document.body.dataset.view === 'quality') show();
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
