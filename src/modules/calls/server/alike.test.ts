import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { formEntries } from '../answers.ts';
import { likenessOf, titleLikeness } from '../likeness.ts';
import { compareVersions, possibleDuplicates, prefillFor, saveDraft, startChange, submit, withdraw } from './index.ts';
import { notingJobs, organiser, person, refusalOf, secretary } from './testing.ts';
import { entry, formOf, handIn, makeSmallCall, somebody } from './testing-people.ts';

const ctx = await testContext({ jobs: notingJobs().handlers });
ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
const both = (en: string) => ({ en, zh: `${en}（中文）` });
type Somebody = Awaited<ReturnType<typeof somebody>>;
let ada: Somebody;
let ben: Somebody;
let call: string;

beforeAll(async () => {
	ada = await somebody(ctx, 'ada@alike.example', 'Ada', 'Marsh');
	ben = await somebody(ctx, 'ben@alike.example', 'Ben', 'Moor');
	call = await makeSmallCall(ctx, 'alike', {
		fields: [
			{ id: 'city', kind: 'place', role: 'place', label: both('Where you will be') },
			{ id: 'speaks', kind: 'language', role: 'language', label: both('Language'), languages: ['en', 'zh'] },
		],
	});
});

describe('possible duplicates', () => {
	const text =
		'Astronauts lose bone mass in orbit because the load on the skeleton is missing; we measured it in twelve people over half a year and found that exercise with a vibrating plate halves the loss in the femur but not in the spine.';
	const find = async (application: string) =>
		(await possibleDuplicates(ctx, secretary, { application })).map(({ title, why }) => ({ title, why }));

	it('are found by title, by abstract and by person, and say why', async () => {
		const first = await handIn(ctx, call, ada, { title: 'Bone loss of astronauts in long missions', abstract: text });
		await handIn(ctx, call, ada, { title: 'Bone loss of astronauts during long missions', abstract: 'Another text.' });
		await handIn(ctx, call, ben, { title: 'Something with a new name', abstract: `${text} Thank you.` });
		await handIn(ctx, call, ben, { title: 'Growing lettuce under red light', abstract: 'Lettuce grows.' });
		expect(await find(first.application)).toEqual([
			{ title: 'Something with a new name', why: ['abstract'] },
			{ title: 'Bone loss of astronauts during long missions', why: ['same-person', 'title'] },
		]);
	});

	it('are found in Chinese', async () => {
		const first = await handIn(ctx, call, ada, { title: '长期飞行中航天员的骨质流失' });
		await handIn(ctx, call, ben, { title: '长期飞行中航天员骨质流失研究' });
		await handIn(ctx, call, ben, { title: '红光下的生菜栽培' });
		expect(await find(first.application)).toMatchObject([{ title: '长期飞行中航天员骨质流失研究' }]);
		expect(titleLikeness('红光下的生菜栽培', '长期飞行中航天员的骨质流失')).toBeLessThan(0.1);
	});

	it('leave out what was taken back, and what the reader may not see', async () => {
		const first = await handIn(ctx, call, ada, { title: 'Welding in a vacuum chamber' });
		const second = await handIn(ctx, call, ben, { title: 'Welding in a vacuum chamber' });
		expect(await find(first.application)).toHaveLength(1);
		await withdraw(ctx, ben, { application: second.application });
		expect(await find(first.application)).toEqual([]);
		expect(await refusalOf(possibleDuplicates(ctx, ben, first))).toMatchObject({ kind: 'not-found' });
		const other = await makeSmallCall(ctx, 'elsewhere');
		await handIn(ctx, other, ben, { title: 'Welding in a vacuum chamber' });
		expect(await find(first.application)).toHaveLength(1);
		const ofCall = person('of-call', { relation: 'chair', on: 'call', id: call });
		expect(await possibleDuplicates(ctx, ofCall, first)).toEqual([]);
	});

	it('cost the same number of statements for 1 and for 50', async () => {
		const { application } = await handIn(ctx, call, ben, { title: 'Counting statements in a list' });
		let have = 0;
		const grow = async (length: number) => {
			for (; have < length; have += 1) await handIn(ctx, call, ben, { title: `Counting statements in a list ${have}` });
		};
		// Ten at most are shown; the fortieth costs nothing either.
		const seen = async () => {
			const found = await possibleDuplicates(ctx, organiser, { application });
			return found.length === 10 ? 50 : found.length;
		};
		await expectSameCost(ctx, grow, seen, 3);
	});

	it('are found by a sketch of bounded size', () => {
		expect(likenessOf('A title', text.repeat(50)).length).toBeLessThanOrEqual(40);
		expect(likenessOf('', '')).toHaveLength(0);
	});
});

describe('two versions', () => {
	it('are compared for the applicant and the desk, and for nobody else', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'First title' });
		for (const title of ['Second title', 'Third title']) {
			const { draft, revision } = await startChange(ctx, ada, { application });
			await saveDraft(ctx, ada, { draft, revision, entries: formEntries(await formOf(ctx, call), { title }) });
			await submit(ctx, ada, { draft });
		}
		const read = (actor: Parameters<typeof compareVersions>[1], as: 'applicant' | 'desk', at = {}) =>
			compareVersions(ctx, actor, { application, locale: 'en', as, ...at });
		expect(await read(ada, 'applicant')).toMatchObject({
			from: 2,
			to: 3,
			versions: [{ version: 3 }, { version: 2 }, { version: 1 }],
		});
		const [change] = (await read(secretary, 'desk', { from: 1, to: 3 })).changes;
		expect(change?.parts.filter(({ kind }) => kind !== 'same').map(({ text }) => text.trim())).toEqual([
			'First',
			'Third',
		]);
		expect(await refusalOf(read(ada, 'applicant', { from: 1, to: 9 }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(read(ben, 'applicant'))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(read(ada, 'desk'))).toMatchObject({ kind: 'forbidden' });
	});
});

describe('what need not be asked again', () => {
	it('comes from the profile and the newest application of the same person, and says so', async () => {
		const form = await formOf(ctx, call);
		const eve = await somebody(ctx, 'eve@alike.example', 'Eve', 'Fen');
		const fresh = await prefillFor(ctx, eve, { form, locale: 'en' });
		expect(fresh.answers).toMatchObject({ authors: [{ given: 'Eve', family: 'Fen', email: 'eve@alike.example' }] });
		expect(fresh.sources).toEqual([{ field: 'authors', source: { from: 'profile' } }]);
		const { application, number } = await handIn(ctx, call, eve, {
			title: 'Not to be seen again',
			city: { city: 'Dalian', zone: 'Asia/Shanghai' },
			speaks: 'zh',
			authors: [
				{ ...entry('Eve', 'Fen', 'Eve@alike.example'), affiliation: 'Fen University', country: 'CN' },
				entry('Co', 'Author', 'co@alike.example'),
			],
		});
		const again = await prefillFor(ctx, eve, { form, locale: 'en' });
		expect(again.answers).toMatchObject({
			authors: [{ family: 'Fen', affiliation: 'Fen University', country: 'CN' }],
			city: { city: 'Dalian' },
			speaks: 'zh',
		});
		expect(again.sources.at(-1)?.source).toEqual({ from: 'application', application, number });
		// The work itself, and other people, are asked for anew.
		expect(JSON.stringify(again)).not.toMatch(/Not to be seen|co@alike/);
		expect((await prefillFor(ctx, ben, { form, locale: 'en' })).answers).not.toMatchObject({
			city: { city: 'Dalian' },
		});
		const seen = { ...eve, seenBy: { personId: 'organiser', relations: [] } };
		expect(await prefillFor(ctx, seen, { form, locale: 'en' })).toEqual({ answers: {}, sources: [] });
	});
});
