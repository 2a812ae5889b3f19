import { describe, expect, it } from 'vitest';
import { keepInside, previewOf, previewPath } from './preview.ts';

describe('the address of a preview', () => {
	it.each([
		['/desk/ipspace-2021/preview', { slug: 'ipspace-2021', path: '/ipspace-2021' }],
		['/desk/ipspace-2021/preview/', { slug: 'ipspace-2021', path: '/ipspace-2021' }],
		['/desk/ipspace-2021/preview/calls/abstracts', { slug: 'ipspace-2021', path: '/ipspace-2021/calls/abstracts' }],
		['/desk/ipspace-2021/previews', undefined],
		['/desk/ipspace-2021/site/preview', undefined],
		['/desk//preview', undefined],
		['/ipspace-2021/preview', undefined],
	])('%s', (path, address) => {
		expect(previewOf(path)).toEqual(address);
		if (address) expect(previewOf(previewPath(address))).toEqual(address);
	});
});

describe('links within a preview', () => {
	it.each([
		['<a href="/ipspace-2021">', '<a href="/desk/ipspace-2021/preview">'],
		['<a href="/ipspace-2021#who">', '<a href="/desk/ipspace-2021/preview#who">'],
		['<a class="x" href="/zh/ipspace-2021/dates?a=1">', '<a class="x" href="/zh/desk/ipspace-2021/preview/dates?a=1">'],
		[
			'<img src="/ipspace-2021/assets/a/b.png" srcset="/ipspace-2021/assets/a/1.png 1x, /ipspace-2021/assets/a/2.png 2x">',
			'<img src="/desk/ipspace-2021/preview/assets/a/b.png" srcset="/desk/ipspace-2021/preview/assets/a/1.png 1x, /desk/ipspace-2021/preview/assets/a/2.png 2x">',
		],
	])('%s stays inside', (html, inside) => {
		expect(keepInside(html, 'ipspace-2021')).toBe(inside);
	});
	it.each([
		'<a href="/ipspace-2021-archive/dates">',
		'<a href="/">',
		'<a href="/desk/ipspace-2021/site">',
		'<a href="https://orrery.example/ipspace-2021">',
		'<p>The address is /ipspace-2021/dates</p>',
		'<a href="/editions?from=/ipspace-2021">',
	])('%s is left alone', (html) => {
		expect(keepInside(html, 'ipspace-2021')).toBe(html);
	});
});
