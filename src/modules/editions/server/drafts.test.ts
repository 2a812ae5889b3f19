import { describe, expect, it } from 'vitest';
import { type Actor, visitor } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import type { RecordValue } from '../records.ts';
import { discardDrafts } from './discard-drafts.ts';
import { EditConflict } from './draft-rows.ts';
import { historyOf } from './history.ts';
import { publishDrafts } from './publish-drafts.ts';
import { previewEdition } from './preview-edition.ts';
import { pageOf, publicEdition } from './queries.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';
import { importReal, publish, somebody, testCalls as calls, typed } from './testing.ts';
import { undoChange } from './undo-change.ts';

const ctx = await testContext();
const id = await importReal(ctx);
const lin = await somebody(ctx, id, 'Lin');
const halden = await somebody(ctx, id, 'Halden');
const reviewer = await somebody(ctx, id, 'Reviewer', 'reviewer');

const state = (actor: Actor = lin) => recordsForEditing(ctx, actor, id);
const type = (key: string, change: (shown: RecordValue) => RecordValue | null, actor: Actor = lin) =>
	typed(ctx, actor, id, key, change);
const save = (input: Awaited<ReturnType<typeof type>>, actor: Actor = lin) =>
	saveDraft(ctx, actor, id, input, { calls });
const titled = (en: string) => (page: RecordValue) => ({ ...page, title: { ...(page.title as object), en } });
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable('it was not refused'),
		(error) => error,
	);
const titleOf = async (code: string) => (await pageOf(ctx, id, code))?.title.en;

describe('a draft', () => {
	it('is for whoever may edit', async () => {
		const input = await type('page/press', titled('Nobody'));
		expect(await refusal(save(input, visitor))).toMatchObject({ kind: 'signed-out' });
		expect(await refusal(save(input, { ...lin, relations: [] }))).toMatchObject({ kind: 'not-found' });
		expect(await refusal(save(input, reviewer))).toMatchObject({ kind: 'forbidden' });
		expect((await state()).drafts).toEqual([]);
	});
	it('is seen by the desk and by a preview, and by no visitor', async () => {
		const saved = await save(await type('page/press', titled('For journalists')));
		expect(saved).toMatchObject({ savedBy: lin.personId, savedByName: 'Test Lin', base: { title: { en: 'Press' } } });
		const { published, merged, drafts } = await state(halden);
		expect(drafts.map(({ key }) => key)).toEqual(['page/press']);
		expect([published['page/press']?.title, merged['page/press']?.title]).toMatchObject([
			{ en: 'Press' },
			{ en: 'For journalists' },
		]);
		const title = (bundle: { pages: { id: string; title: { en: string } }[] } | undefined) =>
			bundle?.pages.find((page) => page.id === 'press')?.title.en;
		expect(title((await publicEdition(ctx, 'ipspace-2021', calls))?.bundle)).toBe('Press');
		expect(title((await previewEdition(ctx, lin, id, calls)).bundle)).toBe('For journalists');
		expect(await refusal(previewEdition(ctx, reviewer, id, calls))).toMatchObject({ kind: 'forbidden' });
	});
	it('is published, once', async () => {
		await publishDrafts(ctx, lin, id, ['page/press'], { calls });
		expect(await titleOf('press')).toBe('For journalists');
		expect((await state()).drafts).toEqual([]);
		expect(await refusal(publishDrafts(ctx, lin, id, ['page/press'], { calls }))).toMatchObject({ kind: 'not-found' });
	});
	it('of what is published already is none', async () => {
		await save(await type('page/press', titled('Another')));
		expect(await save(await type('page/press', titled('For journalists')))).toMatchObject({ version: 0 });
		expect((await state()).drafts).toEqual([]);
	});
	it('is discarded', async () => {
		await save(await type('page/press', titled('Another')));
		expect(await discardDrafts(ctx, halden, id, ['page/press', 'page/none'])).toBe(1);
		expect((await state()).drafts).toEqual([]);
		expect(await titleOf('press')).toBe('For journalists');
	});
});

describe('what is wrong with a text', () => {
	it('is said at its field, and the text is kept for its writer alone', async () => {
		const bad = await type('page/press', (page) => ({ ...page, title: { en: 'Only English' }, menu: 'top' }));
		expect(await refusal(save(bad))).toMatchObject({
			kind: 'invalid',
			problems: [
				{ path: 'title.zh', code: 'missing-language' },
				{ path: 'menu', code: 'not-a-choice' },
			],
		});
		expect((await state()).asides).toMatchObject([{ key: 'page/press', value: { title: { en: 'Only English' } } }]);
		expect((await state(halden)).asides).toEqual([]);
		await save(await type('page/press', titled('In both')));
		expect((await state()).asides).toEqual([]);
		await discardDrafts(ctx, lin, id, ['page/press']);
	});
	it('is said of other records that would break', async () => {
		expect(await refusal(save(await type('track/T3', () => null)))).toMatchObject({
			problems: expect.arrayContaining([
				{ path: 'session/track-t3:track', code: 'no-such-track', params: { id: 'T3' } },
			]),
		});
	});
	it.each([
		['call/abstracts', {}],
		['call', {}],
		['page', {}],
		['nothing/there', {}],
		['edition/x', {}],
	])('%s is not edited here', async (key, value) => {
		expect(await refusal(save({ key, value, version: 0, base: '' }))).toMatchObject({
			problems: [{ path: '', code: 'not-editable-here' }],
		});
	});
	it.each([
		['page/Bad Name', { path: 'id', code: 'bad-format' }],
		['room/nowhere/hall', { path: '', code: 'no-place' }],
	])('%s has no place', async (key, problem) => {
		const value = key.startsWith('room')
			? { name: { en: 'Hall', zh: '厅' } }
			: { title: { en: 'A', zh: '甲' }, state: 'in-preparation', body: {} };
		expect(await refusal(save({ key, value, version: 0, base: (await type(key, (x) => x)).base }))).toMatchObject({
			problems: [expect.objectContaining(problem)],
		});
	});
});

describe('two at once', () => {
	it('the second to save is told who and when; both texts remain', async () => {
		const [mine, theirs] = [await type('page/students', titled('Mine')), await type('page/students', titled('Theirs'))];
		const first = await save(mine);
		ctx.setNow(ctx.clock.edition.now() + 60_000);
		const conflict = await refusal(save(theirs, halden));
		expect(conflict).toBeInstanceOf(EditConflict);
		expect(conflict).toMatchObject({
			code: 'changed-meanwhile',
			params: { by: 'Test Lin', at: first.savedAt },
			draft: { version: first.version, value: { title: { en: 'Mine' } } },
			published: { title: { en: 'Students' } },
		});
		const seen = await state(halden);
		expect(seen.asides).toMatchObject([{ key: 'page/students', value: { title: { en: 'Theirs' } } }]);
		expect(seen.merged['page/students']?.title).toMatchObject({ en: 'Mine' });
		// Having seen it, the second goes on from it.
		await save(await type('page/students', titled('Ours'), halden), halden);
		expect((await state(halden)).asides).toEqual([]);
		await discardDrafts(ctx, lin, id, ['page/students']);
	});
	it('an old form is not taken for one of a later draft', async () => {
		await save(await type('page/students', titled('First')));
		const old = await type('page/students', titled('From the old form'));
		await discardDrafts(ctx, lin, id, ['page/students']);
		await save(await type('page/students', titled('Second'), halden), halden);
		expect(await refusal(save(old))).toMatchObject({ code: 'changed-meanwhile', params: { by: 'Test Halden' } });
		await discardDrafts(ctx, lin, id, ['page/students']);
	});
	it('who begins to write while another publishes is told', async () => {
		const late = await type('page/students', titled('Late'));
		await publish(ctx, halden, id, 'page/students', titled('Pupils'));
		expect(await refusal(save(late))).toMatchObject({ code: 'changed-meanwhile', params: { by: 'Test Halden' } });
	});
});

describe('publishing over what was published meanwhile', () => {
	const meanwhile = async (title: string, change: (page: RecordValue) => RecordValue) => {
		await save(await type('page/students', titled(title)));
		// As by an import or an undo: past the draft, which is out of the way meanwhile.
		await ctx.byHand(`update edition_draft set key = 'page/aside' where key = 'page/students'`);
		await publish(ctx, halden, id, 'page/students', change);
		await ctx.byHand(`update edition_draft set key = 'page/students' where key = 'page/aside'`);
	};
	it('joins different fields', async () => {
		await meanwhile('My title', (page) => ({ ...page, menu: 'footer' }));
		expect((await state()).conflicts).toEqual([]);
		await publishDrafts(ctx, lin, id, ['page/students'], { calls });
		expect((await state()).published['page/students']).toMatchObject({ menu: 'footer', title: { en: 'My title' } });
	});
	it('names the fields that both changed, and publishes nothing', async () => {
		await meanwhile('My new title', titled('Their title'));
		await save(await type('page/press', titled('Would have been')));
		expect(await refusal(publishDrafts(ctx, lin, id, ['page/students', 'page/press'], { calls }))).toMatchObject({
			kind: 'conflict',
			problems: [{ path: 'page/students:title.en', code: 'changed-meanwhile' }],
		});
		expect([await titleOf('students'), await titleOf('press')]).toEqual(['Their title', 'For journalists']);
		expect((await state()).conflicts).toMatchObject([{ file: 'My new title', database: 'Their title' }]);
		// Saving again, having seen what is published, settles it.
		await save(await type('page/students', (page) => ({ ...page })));
		await publishDrafts(ctx, lin, id, ['page/students', 'page/press'], { calls });
		expect([await titleOf('students'), await titleOf('press')]).toEqual(['My new title', 'Would have been']);
	});
});

describe('the history', () => {
	it('says who changed which field from what to what', async () => {
		const { changes, next } = await historyOf(ctx, halden, id, { key: 'page/press', limit: 1 });
		expect(changes).toMatchObject([
			{
				by: `person:${lin.personId}`,
				byName: 'Test Lin',
				kind: 'edit',
				records: [
					{ key: 'page/press', fields: [{ path: 'title.en', from: 'For journalists', to: 'Would have been' }] },
				],
			},
		]);
		const [more] = (await historyOf(ctx, halden, id, { key: 'page/press', before: next as string })).changes;
		expect(more?.records[0]?.fields).toEqual([{ path: 'title.en', from: 'Press', to: 'For journalists' }]);
	});
	it('undo is a new change; what others built on is refused with its fields', async () => {
		const [last, first] = (await historyOf(ctx, lin, id, { key: 'page/press' })).changes;
		expect(await refusal(undoChange(ctx, lin, id, first?.id as string, { calls }))).toMatchObject({
			code: 'built-upon',
			problems: [{ path: 'page/press:title.en' }],
		});
		await undoChange(ctx, lin, id, last?.id as string, { calls });
		expect([await titleOf('students'), await titleOf('press')]).toEqual(['Their title', 'For journalists']);
		await undoChange(ctx, lin, id, first?.id as string, { calls });
		expect(await titleOf('press')).toBe('Press');
		expect(await refusal(undoChange(ctx, lin, id, first?.id as string, { calls }))).toMatchObject({
			code: 'nothing-to-undo',
		});
	});
});
