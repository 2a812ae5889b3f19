/*
 * What runs inside a page: each function stands alone, as Playwright sends its text to the browser. The types name the
 * little of the DOM that they use, since the tests are checked without it.
 */

interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
	width: number;
	height: number;
}
interface Element {
	id: string;
	tagName: string;
	textContent: string | null;
	innerText: string;
	scrollWidth: number;
	clientWidth: number;
	parentElement: Element | null;
	getAttribute(name: string): string | null;
	querySelectorAll(selector: string): Iterable<Element>;
	closest(selector: string): Element | null;
	checkVisibility(): boolean;
	getBoundingClientRect(): Box;
	cloneNode(deep: boolean): Element;
	remove(): void;
	matches(selector: string): boolean;
	contains(other: Element | null): boolean;
}
interface Style {
	overflowX: string;
	outlineStyle: string;
	outlineWidth: string;
	boxShadow: string;
	position: string;
}
interface Window {
	innerWidth: number;
	innerHeight: number;
	getComputedStyle(element: Element): Style;
	document: {
		title: string;
		body: Element;
		documentElement: Element;
		activeElement: Element | null;
		querySelector(selector: string): Element | null;
		querySelectorAll(selector: string): Iterable<Element>;
		elementFromPoint(x: number, y: number): Element | null;
	};
}

/** What is wrong with headings, landmarks and names of a page. */
export function structure(): string[] {
	const { document } = globalThis as unknown as Window;
	const all = (selector: string) => [...document.querySelectorAll(selector)];
	const wrong: string[] = [];
	const count = (selector: string, wanted: number) => {
		const found = all(selector).length;
		if (found !== wanted) wrong.push(`${found} × ${selector}`);
	};
	count('h1', 1);
	count('main', 1);
	count('body > #page > header, body > #page > * > header:not(main header)', 1);
	count('body > #page > footer, body > #page > * > footer:not(main footer)', 1);
	if (document.title.trim() === '') wrong.push('no title');
	if (!document.documentElement.getAttribute('lang')) wrong.push('no language');
	const names = all('nav').map((nav) => nav.getAttribute('aria-label') ?? nav.getAttribute('aria-labelledby') ?? '');
	if (names.includes('') || new Set(names).size !== names.length) wrong.push(`navigations named ${names.join(' / ')}`);
	const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName.slice(1)));
	for (const [place, level] of levels.entries()) {
		if (level - (levels[place - 1] ?? 0) > 1) wrong.push(`headings ${levels.join(' ')}`);
	}
	for (const image of all('img:not([alt])')) wrong.push(`a picture without alt: ${image.getAttribute('src')}`);
	return wrong;
}

/** What reaches over the right edge of the window, or is cut off: nobody should have to scroll sideways to read. */
export function sideways(): string[] {
	const window = globalThis as unknown as Window;
	const root = window.document.documentElement;
	const clips = (element: Element) => window.getComputedStyle(element).overflowX !== 'visible';
	const path = (element: Element) =>
		`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ‘${(element.textContent ?? '').trim().slice(0, 40)}’`;
	const wrong: string[] = [];
	const wide = root.scrollWidth > root.clientWidth;
	for (const element of window.document.querySelectorAll('body *')) {
		if (!element.checkVisibility()) continue;
		const box = element.getBoundingClientRect();
		if (box.width <= 1 || box.height <= 1) continue;
		let scroller = element.parentElement;
		while (scroller && !clips(scroller)) scroller = scroller.parentElement;
		const style = window.getComputedStyle(element);
		const cut = ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
		if (cut && !element.closest('svg, input, select, textarea')) wrong.push(`cut off: ${path(element)}`);
		if (wide && !scroller && box.right > root.clientWidth + 1)
			wrong.push(`${Math.round(box.right)} px: ${path(element)}`);
	}
	if (wide && wrong.length === 0) wrong.push(`the page is ${root.scrollWidth} px wide`);
	return wrong.slice(0, 5);
}

/** What a page says, without what depends on the reader's clock and zone. */
export function words(): string {
	const { document } = globalThis as unknown as Window;
	const copy = document.body.cloneNode(true);
	for (const part of copy.querySelectorAll('script, .reader-time, [data-until], #svelte-announcer')) part.remove();
	return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** How many things of a page the Tab key must reach. */
export function stops(): number {
	const { document } = globalThis as unknown as Window;
	const able =
		'a[href], button:not([disabled]), input:not([disabled], [type=hidden]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]';
	const groups = new Set<string>();
	return [...document.querySelectorAll(able)].filter((element) => {
		if (!element.checkVisibility() || element.matches('[tabindex="-1"]')) return false;
		if (!element.matches('input[type=radio]')) return true;
		const name = element.getAttribute('name') ?? '';
		if (groups.has(name)) return false;
		groups.add(name);
		return true;
	}).length;
}

/** Where the focus is and whether it can be seen; null when it is on the page as a whole. */
export function focused(): { name: string; wrong: string[] } | null {
	const window = globalThis as unknown as Window;
	const { activeElement: element, body } = window.document;
	if (!element || element === body) return null;
	const name = `${element.tagName.toLowerCase()} ${(element.getAttribute('href') ?? element.getAttribute('name') ?? '').slice(0, 60)} ‘${(element.textContent ?? '').trim().slice(0, 30)}’`;
	const wrong: string[] = [];
	const style = window.getComputedStyle(element);
	const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
	if (!outlined && style.boxShadow === 'none') wrong.push('no ring');
	const box = element.getBoundingClientRect();
	if (box.width < 1 || box.height < 1) wrong.push('without size');
	const [x, y] = [box.left + Math.min(box.width, window.innerWidth) / 2, box.top + box.height / 2];
	if (y < 0 || y > window.innerHeight || x < 0 || x > window.innerWidth) wrong.push('outside the window');
	return { name, wrong };
}
