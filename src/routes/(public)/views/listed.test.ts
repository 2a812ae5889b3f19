import { expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { loadBundle } from '#modules/editions/server/index.ts';
import { editionDocuments } from '../../../app/search/edition-documents.ts';
import { callViews } from './edition.ts';
import { orreryView } from './orrery.ts';
import { publicPaths } from './paths.ts';
import { sheetOf } from './sheet.ts';

const { bundle } = await loadBundle(inProject('editions', 'ipspace-2021'));
const whole = { ...bundle, edition: { ...bundle?.edition, state: 'published' } } as Bundle;
const now = Date.parse('2021-10-10T09:00:00+08:00');
const about = { origin: 'https://orrery.example', rehearsal: false, publishedAt: now, leadsTo: 'call' as const };
/** The abstracts under a word of their own, and set so. */
const withListed = (listed?: boolean): Bundle => ({
	...whole,
	calls: whole.calls
		.filter(({ slug }) => slug === 'abstracts')
		.map((call) => ({
			...call,
			title: { en: 'Zqcall', zh: 'Zqcall' },
			...(listed === undefined ? {} : { listed }),
		})),
});
/** Everything public in which calls are listed: pages, sitemap, search, printed sheets, the next deadline of the drawing. */
const said = (bundle: Bundle) => ({
	list: callViews(bundle, 'en', now),
	// Its list of the selected is public already.
	sitemap: publicPaths(bundle, new Set(['abstracts'])).filter((path) => path.includes('/calls/')),
	search: editionDocuments(bundle).filter(({ kind }) => kind === 'call'),
	sheet: sheetOf(bundle, 'en', about).calls,
});

test.each([true, undefined])('a call whose `listed` is %s stands in every public list', (listed) => {
	const { list, sitemap, search, sheet } = said(withListed(listed));
	expect(JSON.stringify(list)).toContain('Zqcall');
	expect(sitemap).toEqual(['/ipspace-2021/calls/abstracts', '/ipspace-2021/calls/abstracts/selected']);
	expect(JSON.stringify(search)).toContain('Zqcall');
	expect(JSON.stringify(sheet)).toContain('Zqcall');
});

test('a call that is not listed stands in none: no page, no sitemap, no search, no sheet, no drawing', () => {
	const hidden = withListed(false);
	expect(said(hidden)).toEqual({ ...said({ ...whole, calls: [] }) });
	expect(JSON.stringify(orreryView(hidden, 'en', now))).toBe(
		JSON.stringify(orreryView({ ...whole, calls: [] }, 'en', now)),
	);
});
