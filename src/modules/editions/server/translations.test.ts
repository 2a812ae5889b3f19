import { describe, expect, it } from 'vitest';
import { testContext } from '../../../../tests/setup/context.ts';
import type { RecordValue } from '../records.ts';
import { discardDrafts } from './discard-drafts.ts';
import { historyOf } from './history.ts';
import { saveDraft } from './save-draft.ts';
import { importReal, publish, somebody, testCalls as calls, typed } from './testing.ts';
import { confirmTranslation, translationsOf } from './translations.ts';
import { undoChange } from './undo-change.ts';

/** Which texts wait for their other language, and which are behind in it. */

const at = Date.parse('2021-10-10T09:00+08:00');
const ctx = await testContext({ at });
const id = await importReal(ctx);
const lin = await somebody(ctx, id, 'Lin');

const change = (key: string, to: (shown: RecordValue) => RecordValue | null) => publish(ctx, lin, id, key, to);
const says = (title: { en?: string; zh?: string }) => (page: RecordValue) => ({
	...page,
	title: { ...(page.title as object), ...title },
});
const stale = async () =>
	(await translationsOf(ctx, lin, id)).stale.map(({ key, path, changed }) => [key, path, changed]);
const missing = async (key: string) => (await translationsOf(ctx, lin, id)).missing.filter((one) => one.key === key);
const undoLast = async () => {
	const [last] = (await historyOf(ctx, lin, id)).changes;
	await undoChange(ctx, lin, id, last?.id as string, { calls });
};

describe('a text in one language', () => {
	it('is missing in the other, with the drafts as they are', async () => {
		expect(await missing('page/press')).toEqual([]);
		await change('page/press', (page) => ({ ...page, summary: { en: 'In English only' } }));
		expect(await missing('page/press')).toEqual([{ key: 'page/press', path: 'summary', has: 'en' }]);
		await saveDraft(
			ctx,
			lin,
			id,
			await typed(ctx, lin, id, 'page/press', (page) => ({
				...page,
				summary: { en: 'In English only', zh: '也有中文' },
			})),
			{ calls },
		);
		expect(await missing('page/press')).toEqual([]);
		await discardDrafts(ctx, lin, id, ['page/press']);
		// A translation that is new is not behind.
		await change('page/press', (page) => ({ ...page, summary: { en: 'In English only', zh: '也有中文' } }));
		expect([await missing('page/press'), await stale()]).toEqual([[], []]);
	});
});

describe('a text of which one language changed', () => {
	const behind = ['page/press', 'title', 'en'];
	it('is behind in the other until that follows', async () => {
		await change('page/press', says({ en: 'For journalists' }));
		expect(await stale()).toEqual([behind]);
		expect((await translationsOf(ctx, lin, id)).stale[0]?.at).toBe(at);
		await change('page/press', says({ en: 'Media' }));
		expect(await stale()).toEqual([behind]);
		await change('page/press', says({ zh: '媒体服务' }));
		expect(await stale()).toEqual([]);
	});
	it('is not when both change at once', async () => {
		await change('page/press', says({ en: 'Press', zh: '新闻' }));
		expect(await stale()).toEqual([]);
	});
	it('is no longer when it is again what it was', async () => {
		await change('page/press', says({ en: 'Journalists' }));
		await change('page/press', says({ en: 'Newsroom' }));
		expect(await stale()).toEqual([behind]);
		await change('page/press', says({ en: 'Press' }));
		expect(await stale()).toEqual([]);
		await change('page/press', says({ zh: '传媒' }));
		expect(await stale()).toEqual([['page/press', 'title', 'zh']]);
		await undoLast();
		expect(await stale()).toEqual([]);
	});
	it('is no longer when somebody says that the other is still right', async () => {
		await change('page/press', says({ en: 'The press' }));
		await confirmTranslation(ctx, lin, id, { key: 'page/press', path: 'title' });
		expect(await stale()).toEqual([]);
		await expect(confirmTranslation(ctx, lin, id, { key: 'page/press', path: 'title' })).rejects.toMatchObject({
			kind: 'not-found',
		});
		const { rows } = await ctx.byHand(`select data from ledger_event where action = 'confirm-translation'`);
		expect(rows).toEqual([{ data: { keys: ['page/press'], count: 1, path: 'title' } }]);
		// From now on that is what both say.
		await change('page/press', says({ en: 'Press' }));
		expect(await stale()).toEqual([behind]);
	});
	it('goes with its record', async () => {
		await change('page/press', () => null);
		expect(await stale()).toEqual([]);
	});
});
