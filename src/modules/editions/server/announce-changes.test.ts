import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { inProject } from '#core/paths/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import type { RecordValue } from '../records.ts';
import { importBundle } from './import-bundle.ts';
import { publishDrafts } from './publish-drafts.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';
import { importReal, publish, somebody, testCalls as calls, typed } from './testing.ts';

/** A publication makes the pages of its own edition new, and those of others only where they show what changed. */

const ctx = await testContext();
const a = await importReal(ctx);
const b = await importTwin('ipspace-2023', '2023');
const ofA = await somebody(ctx, a, 'Lin');
const ofB = await somebody(ctx, b, 'Halden');

/** The same edition under another slug: it names the same organisations and belongs to the same series. */
async function importTwin(slug: string, year: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'twin-'));
	await cp(inProject('editions', 'ipspace-2021'), folder, { recursive: true });
	const file = join(folder, 'edition.yaml');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.replace('slug: ipspace-2021', `slug: ${slug}`).replace('year: 2021', `year: ${year}`));
	await rm(join(folder, 'past.yaml'));
	const { editionId } = await importBundle(ctx, system('test'), folder, { calls });
	await rm(folder, { recursive: true });
	return editionId as string;
}

const revisions = async () => {
	const { rows } = await ctx.byHand('select scope, number from public_revision');
	const of = new Map(rows.map(({ scope, number }) => [scope, number as number]));
	return { a: of.get(a) ?? 0, b: of.get(b) ?? 0, news: of.get('news') ?? 0, site: of.get('site') ?? 0 };
};
/** Whose pages became new. */
async function touched(key: string, change: (shown: RecordValue) => RecordValue | null): Promise<string[]> {
	const before = await revisions();
	await publish(ctx, ofA, a, key, change);
	const after = await revisions();
	return (['a', 'b', 'news', 'site'] as const).filter((scope) => after[scope] !== before[scope]);
}

describe('a publication', () => {
	it.each([
		['page/press', (page: RecordValue) => ({ ...page, menu: 'none' }), ['a']],
		['date/manuscripts', (date: RecordValue) => ({ ...date, at: '2021-11-11T18:00' }), ['a']],
		['date/abstracts-close', (date: RecordValue) => ({ ...date, at: '2021-10-20T24:00' }), ['a']],
		['partner/host/csa', (partner: RecordValue) => ({ ...partner, position: 1 }), ['a']],
		['edition', (edition: RecordValue) => ({ ...edition, contacts: [] }), ['a']],
		['edition', (edition: RecordValue) => ({ ...edition, name: { en: 'Renamed', zh: '更名' } }), ['a', 'site']],
		['organisation/csa', (one: RecordValue) => ({ ...one, short: 'C.S.A.' }), ['a', 'b', 'news']],
		['person/david-alexander', (one: RecordValue) => ({ ...one, honours: [] }), ['a', 'news']],
		['series', (series: RecordValue) => ({ ...series, short: 'IP' }), ['a', 'b', 'site']],
	])('of %s makes new pages where it is shown: %#', async (key, change, scopes) => {
		expect(await touched(key, change)).toEqual(scopes);
	});
	it('of a name that a closed edition shows makes its pages new too', async () => {
		await ctx.byHand('update edition set closed_at = $1 where id = $2', [new Date(ctx.clock.edition.now()), b]);
		const change = (one: RecordValue) => ({ ...one, short: 'CSA' });
		expect(await touched('organisation/csa', change)).toEqual(['a', 'b', 'news']);
		await ctx.byHand('update edition set closed_at = null where id = $1', [b]);
	});
	it('by drafts alone makes none', async () => {
		const before = await revisions();
		await saveDraft(ctx, ofA, a, await typed(ctx, ofA, a, 'page/about', (page) => ({ ...page, menu: 'none' })), {
			calls,
		});
		expect(await revisions()).toEqual(before);
	});
});

describe('an organisation that two editions name', () => {
	it('keeps what both have changed at the same time', async () => {
		const write = async (actor: typeof ofA, id: string, change: (shown: RecordValue) => RecordValue) =>
			saveDraft(ctx, actor, id, await typed(ctx, actor, id, 'organisation/csa', change), { calls });
		await write(ofA, a, (one) => ({ ...one, url: 'https://one.example/' }));
		await write(ofB, b, (one) => ({ ...one, country: 'FR' }));
		await Promise.all([
			publishDrafts(ctx, ofA, a, ['organisation/csa'], { calls }),
			publishDrafts(ctx, ofB, b, ['organisation/csa'], { calls }),
		]);
		const { published } = await recordsForEditing(ctx, ofA, a);
		expect(published['organisation/csa']).toMatchObject({ url: 'https://one.example/', country: 'FR' });
	});
	it('is a conflict when both changed the same', async () => {
		const write = async (actor: typeof ofA, id: string, short: string) =>
			saveDraft(ctx, actor, id, await typed(ctx, actor, id, 'organisation/csa', (one) => ({ ...one, short })), {
				calls,
			});
		await write(ofA, a, 'One');
		await write(ofB, b, 'Two');
		const done = await Promise.allSettled([
			publishDrafts(ctx, ofA, a, ['organisation/csa'], { calls }),
			publishDrafts(ctx, ofB, b, ['organisation/csa'], { calls }),
		]);
		const lost = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
		expect(lost).toMatchObject([{ code: 'changed-meanwhile', problems: [{ path: 'organisation/csa:short' }] }]);
	});
});
