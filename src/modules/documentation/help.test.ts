import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { helpFor, helpPaths } from './help.ts';

test('a page of the desk leads to what explains it, the nearest first', () => {
	expect(helpFor('/desk')).toBe('/docs/organiser/desk');
	expect(helpFor('/desk/ipspace-2021')).toBe('/docs/organiser/desk');
	expect(helpFor('/desk/ipspace-2021/applications')).toBe('/docs/organiser/lists');
	expect(helpFor('/desk/ipspace-2021/applications/import/i1')).toBe('/docs/organiser/lists');
	expect(helpFor('/desk/ipspace-2021/applications/enter')).toBe('/docs/organiser/applicants');
	expect(helpFor('/desk/ipspace-2021/applications/a1/people')).toBe('/docs/organiser/applicants');
	expect(helpFor('/desk/ipspace-2021/applications/a1')).toBe('/docs/organiser/stages');
	expect(helpFor('/desk/star-enterprises/calls/star-enterprises/window')).toBe('/docs/organiser/windows');
	expect(helpFor('/desk/ipspace-2021/calls/abstracts/stages/jury')).toBe('/docs/organiser/stages');
	expect(helpFor('/desk/ipspace-2021/site/record/page/about')).toBe('/docs/organiser/editing');
	expect(helpFor('/desk/ipspace-2021/site/assets/mark')).toBe('/docs/organiser/pictures');
	expect(helpFor('/desk/editions/new')).toBe('/docs/organiser/editions');
	expect(helpFor('/desk/clock')).toBe('/docs/organiser/rehearsal');
	expect(helpFor('/me/applications/a1')).toBe('/docs/author/abstract');
	expect(helpFor('/me/security')).toBe('/docs/author/sign-in');
	expect(helpFor('/ipspace-2021/calls/abstracts/apply')).toBe('/docs/author/abstract');
	expect(helpFor('/calls/star-enterprises/apply')).toBe('/docs/author/abstract');
});

test('public pages, and names that only begin alike, have no topic', () => {
	for (const path of ['/', '/ipspace-2021', '/ipspace-2021/calls/abstracts', '/desktop', '/mean', '/verify'])
		expect(helpFor(path), path).toBeUndefined();
});

test('every topic that help leads to is written', () => {
	expect(helpPaths.length).toBeGreaterThan(8);
	for (const path of helpPaths) expect(existsSync(inProject(`${path.slice(1)}.md`)), path).toBe(true);
});
