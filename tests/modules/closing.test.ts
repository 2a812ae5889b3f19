import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsDoor } from '../../src/app/calls-door.ts';
import { closingDoor } from '../../src/app/closing-door.ts';
import { type Actor, actorFor, grantRelation, system } from '../../src/core/access/index.ts';
import { historyOf as ledgerOf } from '../../src/core/ledger/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import {
	closeEdition,
	closingMatters,
	editionBySlug,
	type EditionView,
	importBundle,
	publicEdition,
	publishDrafts,
	reopenEdition,
	reportOf,
	saveDraft,
	schedulePublication,
} from '../../src/modules/editions/server/index.ts';
import { createPerson } from '../../src/modules/people/server/index.ts';
import { testContext } from '../setup/context.ts';

const ctx = await testContext();
const calls = callsDoor;
const folder = mkdtempSync(join(tmpdir(), 'closing-'));
cpSync(inProject('editions', 'ipspace-2021'), folder, { recursive: true });
// One call is enough to stand open here.
for (const name of readdirSync(join(folder, 'calls'))) {
	if (name !== 'abstracts.yaml') rmSync(join(folder, 'calls', name));
}
const dates = join(folder, 'dates.yaml');
writeFileSync(dates, readFileSync(dates, 'utf8').replace('  call: manuscripts\n  window: closes\n', ''));
afterAll(() => rmSync(folder, { recursive: true }));
let id: string;
let organiser: Actor;
let secretary: Actor;
const view = async () => (await editionBySlug(ctx, 'ipspace-2021')) as EditionView;
const kinds = async () => (await closingMatters(ctx, organiser, await view(), closingDoor)).map((one) => one.id);
const value = {
	title: { en: 'Press', zh: '媒体' },
	body: { en: 'x', zh: '文' },
	state: 'published',
	menu: 'none',
	position: 40,
};

beforeAll(async () => {
	id = (await importBundle(ctx, system('test'), folder, { calls })).editionId as string;
	for (const relation of ['organiser', 'secretary'] as const) {
		const personId = await createPerson(ctx, system('test'), {
			names: { given: 'Ida', family: relation },
			sample: true,
		});
		await grantRelation(ctx, system('test'), personId, relation, { type: 'edition', id });
		const actor = await actorFor(ctx, personId, 'session');
		if (relation === 'organiser') organiser = actor;
		else secretary = actor;
	}
});

test('what is unfinished is named, and what would go on behind a closed edition blocks', async () => {
	expect(await kinds()).toEqual(['call-open:abstracts', 'not-over', 'dates-ahead']);
	const close = (actor: Actor, reasons = {}) => closeEdition(ctx, actor, id, reasons, closingDoor);
	await expect(close(secretary)).rejects.toMatchObject({ kind: 'forbidden' });
	const refusal = await close(organiser, { 'call-open:abstracts': 'never mind', 'not-over': 'x' }).catch(
		(error) => error,
	);
	expect(refusal.problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
		'matters.call-open:abstracts matter-blocks',
		'matters.dates-ahead reason-missing',
	]);
	expect((await view()).closedAt).toBeNull();

	ctx.setNow(Date.UTC(2021, 11, 10));
	expect(await kinds()).toEqual([]);
	const { version } = await saveDraft(ctx, secretary, id, { key: 'page/press-2', value, version: 0 }, { calls });
	expect(version).toBeGreaterThan(0);
	expect(await kinds()).toEqual(['drafts']);
	await schedulePublication(ctx, secretary, id, { keys: ['page/press-2'], at: Date.UTC(2021, 11, 20) });
	expect(await kinds()).toEqual(['publication-planned']);
	await schedulePublication(ctx, secretary, id, { keys: ['page/press-2'], at: null });
});

test('closed, nothing changes it: no draft, no publication, no import; what came of it is public', async () => {
	expect((await publicEdition(ctx, 'ipspace-2021', calls))?.bundle.outcomes).toBeUndefined();
	const report = await closeEdition(ctx, organiser, id, { drafts: 'The page was never finished.' }, closingDoor);
	expect(report.calls.map(({ slug, submitted }) => [slug, submitted])).toEqual([['abstracts', 0]]);
	const closed = await publicEdition(ctx, 'ipspace-2021', calls);
	expect(closed?.closedAt).toBe(Date.UTC(2021, 11, 10));
	expect(closed?.bundle.outcomes?.documents.map((one) => one.id)).toContain('climate-initiative');
	expect(await reportOf(ctx, id)).toEqual({ at: Date.UTC(2021, 11, 10), report });

	const refused = { kind: 'closed', code: 'edition-closed' };
	await expect(saveDraft(ctx, secretary, id, { key: 'page/x', value, version: 0 }, { calls })).rejects.toMatchObject(
		refused,
	);
	await expect(publishDrafts(ctx, secretary, id, ['page/press-2'], { calls })).rejects.toMatchObject(refused);
	await expect(closeEdition(ctx, organiser, id, {}, closingDoor)).rejects.toMatchObject(refused);
	// Files that say the same are no change; files that say another thing are refused.
	expect(await importBundle(ctx, organiser, folder, { calls })).toMatchObject({ applied: false });
	await ctx.byHand('update page set title = $1 where edition_id = $2 and code = $3', [
		{ en: 'Else', zh: '其他' },
		id,
		'about',
	]);
	const resolve = { 'page/about:title.en': 'file', 'page/about:title.zh': 'file' } as const;
	await ctx.byHand('delete from bundle_import where edition_id = $1', [id]);
	await expect(importBundle(ctx, organiser, folder, { calls, resolve })).rejects.toMatchObject(refused);
});

test('an organiser opens it again with a reason that stays in the ledger', async () => {
	await expect(reopenEdition(ctx, secretary, id, 'x')).rejects.toMatchObject({ kind: 'forbidden' });
	await expect(reopenEdition(ctx, organiser, id, '  ')).rejects.toMatchObject({ problems: [{ path: 'reason' }] });
	await reopenEdition(ctx, organiser, id, 'A name is misspelt.');
	expect(await reportOf(ctx, id)).toBeUndefined();
	expect((await publicEdition(ctx, 'ipspace-2021', calls))?.bundle.outcomes).toBeUndefined();
	await publishDrafts(ctx, secretary, id, ['page/press-2'], { calls });
	await expect(reopenEdition(ctx, organiser, id, 'Again')).rejects.toMatchObject({ code: 'edition-not-closed' });
	const events = await ledgerOf(ctx, { type: 'edition', id });
	const reopened = events.find(({ action }) => action === 'reopen-edition');
	expect(reopened?.detail).toEqual({ reason: 'A name is misspelt.' });
	expect(JSON.stringify(reopened?.data)).not.toContain('misspelt');
	expect(events.find(({ action }) => action === 'close-edition')?.data).toMatchObject({
		accepted: [{ id: 'drafts', count: 1 }],
	});
});
