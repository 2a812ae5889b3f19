import { beforeAll, describe, expect, test } from 'vitest';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { lastPublished, publicationsOf, publicEdition } from '#modules/editions/server/index.ts';
import { importReal, publish, somebody, testCalls, typed } from '#modules/editions/server/testing.ts';
import { saveDraft } from '#modules/editions/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { changeLines, publishedChanges } from '../changes.ts';

/* What a reader of the feed learns of the work at the desk: all that became public, and nothing else. */

const ctx = await testContext();
const id = await importReal(ctx);
const lin = await somebody(ctx, id, 'Lin');
let bundle: Bundle;

const now = async () => (await publicEdition(ctx, 'ipspace-2021', testCalls))?.bundle as Bundle;
const feed = async (locale: 'en' | 'zh' = 'en') =>
	publishedChanges(await publicationsOf(ctx, id, 100), await now(), locale).map(({ lines }) => lines);
const change = (key: string, edit: Parameters<typeof publish>[4]) => publish(ctx, lin, id, key, edit);

beforeAll(async () => {
	bundle = await now();
});

describe('the feed of an edition', () => {
	test('begins with its opening', async () => {
		expect(await feed()).toEqual([[]]);
		expect(await lastPublished(ctx, id)).toBe(ctx.clock.edition.now());
	});

	test('a deadline that moved is told with both its times, in the language of the page', async () => {
		await change('date/revisions', (date) => ({ ...date, at: '2021-12-06T24:00' }));
		const en = (await feed())[0]?.[0];
		expect(en).toEqual({
			text: 'Revisions and corrections: now 6 December 2021, 23:59 Beijing time (UTC+8) (it was 4 December 2021, 23:59 Beijing time (UTC+8))',
			path: '/ipspace-2021/dates',
		});
		const zh = (await feed('zh'))[0]?.[0];
		expect(zh?.text).toBe(
			'修改与更正截止：改为2021年12月6日 23:59 北京时间（UTC+8）（原为2021年12月4日 23:59 北京时间（UTC+8））',
		);
	});

	test('a draft is not told', async () => {
		const before = await feed();
		const input = await typed(ctx, lin, id, 'page/press', (page) => ({
			...page,
			title: { en: 'Secret so far', zh: '尚未公布' },
		}));
		await saveDraft(ctx, lin, id, input, { calls: testCalls });
		expect(await feed()).toEqual(before);
	});

	test('work on a page in preparation is not told; that it was published is', async () => {
		const hall = {
			title: { en: 'Hall', zh: '会堂' },
			body: {},
			state: 'in-preparation',
			menu: 'none',
			group: 'symposium',
		};
		const before = await feed();
		await change('page/hall', () => ({ ...hall, position: 99 }));
		await change('page/hall', (page) => ({
			...page,
			title: { en: 'Hall at Place X', zh: '某地会堂' },
			body: { en: 'Only we know.', zh: '内部资料。' },
		}));
		expect(await feed()).toEqual(before);
		await change('page/hall', (page) => ({ ...page, state: 'published' }));
		const [lines] = await feed();
		expect(lines).toEqual([{ text: 'New page: Hall at Place X', path: '/ipspace-2021/hall' }]);
		expect(JSON.stringify(await feed())).not.toContain('Only we know');
	});

	test('the wording of letters, readings of the source and names of persons stay inside', async () => {
		const before = await feed();
		const letter = { before: { subject: { en: 'Old' } }, after: { subject: { en: 'New' } } };
		const role = {
			before: { position: 3, reading: { en: 'doubtful' } },
			after: { position: 4, reading: { en: 'still' } },
		};
		const person = (family: string) => ({ names: { latin: { given: 'Ann', family } } });
		expect(changeLines([{ key: 'letter/rejected', ...letter }], bundle, 'en')).toEqual([]);
		expect(changeLines([{ key: 'letterhead', before: null, after: {} }], bundle, 'en')).toEqual([]);
		expect(changeLines([{ key: 'role/director/x', ...role }], bundle, 'en')).toEqual([]);
		const invented = { ...person('Sample'), sample: true };
		expect(changeLines([{ key: 'person/x', before: null, after: invented }], bundle, 'en')).toEqual([]);
		const lines = changeLines(
			[
				{ key: 'person/x', before: null, after: person('Known') },
				{ key: 'role/member/x', before: null, after: { position: 9 } },
			],
			bundle,
			'en',
		);
		expect(lines).toEqual([{ text: 'Committee', path: '/ipspace-2021/committee' }]);
		expect(await feed()).toEqual(before);
	});

	test('what came before an edition opened is not told', async () => {
		const record = (key: string, before: object | null, after: object | null) =>
			({ key, before, after }) as { key: string; before: Record<string, unknown>; after: Record<string, unknown> };
		const page = { title: { en: 'Quiet', zh: '静' }, state: 'published' };
		const changes = [
			{
				number: 4,
				at: 4,
				kind: 'edit',
				records: [record('page/late', null, { ...page, title: { en: 'Late', zh: '晚' } })],
			},
			{
				number: 3,
				at: 3,
				kind: 'edit',
				records: [record('edition', { state: 'in-preparation' }, { state: 'published' })],
			},
			{ number: 2, at: 2, kind: 'edit', records: [record('page/quiet', null, page)] },
			{ number: 1, at: 1, kind: 'created', records: [] },
		];
		const told = publishedChanges(changes, bundle, 'en');
		expect(told.map(({ number, lines }) => [number, lines.length])).toEqual([
			[4, 1],
			[3, 0],
		]);
		const hidden = { ...bundle, edition: { ...bundle.edition, state: 'in-preparation' as const } };
		expect(publishedChanges(changes, hidden, 'en')).toEqual([]);
	});

	test('costs two queries, however many changes there are', async () => {
		expect((await feed()).length).toBeGreaterThan(2);
		expect(await ctx.countStatements(() => publicationsOf(ctx, id, 2))).toBe(2);
		expect(await ctx.countStatements(() => publicationsOf(ctx, id, 100))).toBe(2);
		expect(await ctx.countStatements(() => lastPublished(ctx, id))).toBe(1);
	});
});
