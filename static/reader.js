// The only script of public pages: the reader's own time beside each instant, the countdown, and closing the menu at
// Escape and at a click beside it. Nothing else.
const zh = document.documentElement.dataset.locale === 'zh';
const two = (n) => String(n).padStart(2, '0');

for (const time of document.querySelectorAll('time[data-offset]')) {
	const at = new Date(time.dateTime);
	const offset = -at.getTimezoneOffset();
	if (offset === Number(time.dataset.offset)) continue;
	const size = Math.abs(offset);
	const zone = `UTC${offset ? (offset < 0 ? '−' : '+') + Math.floor(size / 60) + (size % 60 ? ':' + two(size % 60) : '') : ''}`;
	const seconds = at.getSeconds() ? ':' + two(at.getSeconds()) : '';
	const clock = `${two(at.getHours())}:${two(at.getMinutes())}${seconds} (${zone})`;
	const line = document.createElement('span');
	line.className = 'reader-time';
	const day = at.toLocaleDateString(zh ? 'zh-CN' : 'en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
	line.textContent = zh ? `您所在时区：${day} ${clock}` : `Your time: ${day}, ${clock}`;
	time.parentElement.append(line);
}

const units = [
	[864e5, 'day', '天'],
	[36e5, 'hour', '小时'],
	[6e4, 'minute', '分钟'],
	[1e3, 'second', '秒'],
];
function span(left) {
	const found = units.findIndex(([size]) => left >= size);
	const first = found < 0 ? 3 : found;
	const words = [];
	for (const [size, en, han] of units.slice(first, first + 2)) {
		const count = Math.floor(left / size);
		left -= count * size;
		if (count || !words.length) words.push(zh ? `${count} ${han}` : `${count} ${en}${count === 1 ? '' : 's'}`);
	}
	return words.join(' ');
}
const countdowns = document.querySelectorAll('[data-until]');
function tick() {
	for (const box of countdowns) {
		// In a rehearsal the edition has a time of its own, which the page tells.
		const now = Date.now() + Number(box.dataset.shift || 0);
		const left = span(Math.max(0, Number(box.dataset.until) - now));
		box.textContent =
			box.dataset.words === 'until' ? (zh ? `${left}后` : `in ${left}`) : zh ? `还剩 ${left}` : `${left} left`;
	}
}
if (countdowns.length) {
	tick();
	setInterval(tick, 1000);
}

const menu = document.querySelector('details[data-menu]');
if (menu) {
	document.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape' || !menu.open) return;
		menu.open = false;
		menu.querySelector('summary').focus();
	});
	document.addEventListener('click', (event) => {
		if (menu.open && !menu.contains(event.target)) menu.open = false;
	});
}
