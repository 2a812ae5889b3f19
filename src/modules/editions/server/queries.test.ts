import { beforeAll, describe, expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { inProject } from '#core/paths/index.ts';
import type { Call } from '#modules/calls/call.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	bundleFromDatabase,
	type CallsDoor,
	committeeOf,
	currentEdition,
	datesOf,
	editionBySlug,
	importBundle,
	lettersOf,
	listEditions,
	nextBoundary,
	pageOf,
	pagesOf,
	partnersOf,
	pastEditions,
	publicEdition,
	sessionsOf,
	sitesOf,
	tracksOf,
} from './index.ts';
import { edit } from './testing.ts';
import { pickCurrent } from './queries.ts';

const ctx = await testContext();
const saved: Call[] = [];
const calls: CallsDoor = {
	save: async (_c, _a, { call }) => saved.push(call),
	read: async () => saved,
	moveWindow: () => Promise.reject(new Error('no date was moved')),
};
let id: string;

beforeAll(async () => {
	const report = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), { calls });
	id = report.editionId as string;
});

describe('reads for public pages', () => {
	it('the edition with its series', async () => {
		expect(await editionBySlug(ctx, 'ipspace-2021')).toMatchObject({
			id,
			zone: 'Asia/Shanghai',
			starts: '2021-11-18',
			series: { short: 'IPSPACE', slogan: { en: 'One Space, One Home' } },
		});
		expect(await editionBySlug(ctx, 'ipspace-1999')).toBeUndefined();
		expect(await listEditions(ctx)).toHaveLength(1);
	});
	it('the years before hold nothing but the year', async () => {
		expect((await pastEditions(ctx)).map(({ slug, year, state }) => [slug, year, state])).toEqual([
			['ipspace-2019', 2019, 'in-preparation'],
			['ipspace-2018', 2018, 'in-preparation'],
		]);
	});
	it('tracks in order, T6 as draft, the subject outside at the end', async () => {
		const tracks = await tracksOf(ctx, id);
		expect(tracks.map((one) => one.code).join(' ')).toBe('T1 T2 T3 T4 T5 T6 T7 T8 T9 planetary-defence');
		expect(tracks.filter((one) => one.draft).map((one) => one.code)).toEqual(['T6']);
		expect(tracks.filter((one) => one.outside).map((one) => one.code)).toEqual(['planetary-defence']);
		expect(tracks[3]?.subjects).toHaveLength(8);
	});
	it('dates as instants in the zone of the edition', async () => {
		const dates = await datesOf(ctx, id);
		const at = (code: string) => dates.find((one) => one.code === code);
		expect(dates.map((one) => one.at)).toEqual(dates.map((one) => one.at).toSorted((a, b) => a - b));
		expect(at('abstracts-open')?.at).toBe(Date.parse('2021-10-01T00:00+08:00'));
		expect(at('abstracts-close')?.at).toBe(Date.parse('2021-10-16T00:00+08:00'));
		expect(at('manuscripts')?.at).toBe(Date.parse('2021-11-10T18:00+08:00'));
		expect(at('acceptance-letters')).toMatchObject({
			at: Date.parse('2021-11-02T00:00+08:00'),
			latest: true,
			on: '2021-11-01',
		});
		expect(at('symposium')).toMatchObject({
			at: Date.parse('2021-11-18T00:00+08:00'),
			endsAt: Date.parse('2021-11-21T00:00+08:00'),
		});
		expect(nextBoundary(dates, Date.parse('2021-10-10T00:00Z'))).toBe(Date.parse('2021-10-16T00:00+08:00'));
		expect(nextBoundary(dates, Date.parse('2021-11-20T00:00Z'))).toBe(Date.parse('2021-11-21T00:00+08:00'));
		expect(nextBoundary(dates, Date.parse('2022-01-01T00:00Z'))).toBeUndefined();
	});
	it('partners by kind in order of protocol', async () => {
		const partners = await partnersOf(ctx, id);
		expect(partners.map(({ kind, organisations }) => [kind, organisations.length])).toEqual([
			['host', 6],
			['supporter', 8],
		]);
		expect(partners[0]?.organisations[0]?.name).toEqual({ en: 'Chinese Society of Astronautics', zh: '中国宇航学会' });
		expect(partners[0]?.organisations.at(-1)?.slug).toBe('ipa-space');
	});
	it('the committee by office; what is only a reading of the source is not public', async () => {
		const shown = (offices: Awaited<ReturnType<typeof committeeOf>>) =>
			offices.map(({ code, members }) => [code, members.map((one) => one.code).join(' ')]);
		expect(shown(await committeeOf(ctx, id))).toEqual([
			['honorary-chair', 'george-abbey'],
			['director', 'bao-weimin'],
			['executive-director', 'deng-yulin'],
			[
				'member',
				'bao-weimin deng-yulin david-alexander barbara-ghinelli lev-zelenyi jean-baptiste-desbois olivier-contant',
			],
		]);
		const all = await committeeOf(ctx, id, { readings: true });
		expect(shown(all)[2]).toEqual(['executive-director', 'deng-yulin david-alexander barbara-ghinelli']);
		expect(all[2]?.members.map((one) => one.reading !== null)).toEqual([false, true, true]);
		expect(all[1]?.members[0]?.positions.en.map((one) => [one.title, one.organisation?.name.en])).toEqual([
			['Vice Chairman', 'China Association for Science and Technology'],
			['Member', 'Chinese Academy of Sciences'],
			['Member', 'International Academy of Astronautics'],
		]);
	});
	it('sites, sessions, pages, letters', async () => {
		const sites = await sitesOf(ctx, id);
		expect(sites.map((one) => [one.code, one.state, one.rooms.length])).toEqual([
			['online', 'published', 10],
			['on-site', 'in-preparation', 0],
		]);
		expect((await sessionsOf(ctx, id)).map((one) => one.code).slice(0, 3)).toEqual(['opening', 'plenary', 'track-t1']);
		const pages = await pagesOf(ctx, id);
		expect(pages.filter((one) => one.state === 'in-preparation').map((one) => one.code)).toEqual(['news']);
		expect((await pageOf(ctx, id, 'about'))?.body.zh).toContain('和平');
		expect(await pageOf(ctx, id, 'nothing')).toBeUndefined();
		const letters = await lettersOf(ctx, id);
		expect(letters?.organisations.map((one) => one.slug)).toEqual([
			'csa',
			'chia',
			'carsa',
			'csaa',
			'cecc',
			'ipa-space',
		]);
		expect(letters?.texts.map((one) => one.id)).toHaveLength(7);
	});
	it('the text of a page in preparation stays inside', async () => {
		const value = {
			title: { en: 'Venue', zh: '会场' },
			body: { en: 'SECRET HALL', zh: '机密' },
			state: 'in-preparation',
			menu: 'footer',
			position: 8,
		};
		await edit(ctx, system('test'), id, { key: 'page/venue', value }, calls);
		expect(JSON.stringify(await pageOf(ctx, id, 'venue'))).not.toContain('SECRET');
		await edit(ctx, system('test'), id, { key: 'page/venue', value: { ...value, state: 'published' } }, calls);
		expect((await pageOf(ctx, id, 'venue'))?.body.en).toBe('SECRET HALL');
	});
});

describe('the public side as a whole', () => {
	it('holds nothing that is for the desk', async () => {
		const found = await publicEdition(ctx, 'ipspace-2021', calls);
		const all = await bundleFromDatabase(ctx, 'ipspace-2021', calls);
		const leaks = ['the given name “Oliver”', 'is a reading', 'Dear {recipient}'];
		for (const leak of leaks) {
			expect(JSON.stringify(all)).toContain(leak);
			expect(JSON.stringify(found)).not.toContain(leak);
		}
		expect(found?.bundle.tracks).toEqual(all?.bundle.tracks);
		expect(found?.bundle.calls).toHaveLength(all?.bundle.calls.length ?? 0);
		expect(await publicEdition(ctx, 'ipspace-1999', calls)).toBeUndefined();
	});
});

describe('the current edition', () => {
	const editionOf = (
		slug: string,
		starts: string,
		ends: string,
		state: 'published' | 'in-preparation' = 'published',
	) => ({
		slug,
		starts,
		ends,
		state,
		zone: 'Asia/Shanghai',
	});
	const latestFirst = [
		editionOf('2025', '2025-11-01', '2025-11-03', 'in-preparation'),
		editionOf('2023', '2023-11-01', '2023-11-03'),
		editionOf('2021', '2021-11-18', '2021-11-20'),
	];
	const at = (time: string) => pickCurrent(latestFirst, Date.parse(time))?.slug;
	it('is the next that is not over, else the last, and never an unpublished one', async () => {
		expect(at('2021-10-10T00:00Z')).toBe('2021');
		expect(at('2021-11-20T15:59Z')).toBe('2021');
		expect(at('2021-11-20T16:00Z')).toBe('2023');
		expect(at('2024-01-01T00:00Z')).toBe('2023');
		expect(pickCurrent([latestFirst[0] as (typeof latestFirst)[number]], 0)).toBeUndefined();
		expect((await currentEdition(ctx))?.slug).toBe('ipspace-2021');
	});
});

describe('the number of queries', () => {
	const reads: [string, number, () => Promise<unknown>][] = [
		['currentEdition', 1, () => currentEdition(ctx)],
		['editionBySlug', 1, () => editionBySlug(ctx, 'ipspace-2021')],
		['listEditions', 1, () => listEditions(ctx)],
		['publicEdition', 19, () => publicEdition(ctx, 'ipspace-2021', calls)],
		['pastEditions', 1, () => pastEditions(ctx)],
		['tracksOf', 1, () => tracksOf(ctx, id)],
		['datesOf', 1, () => datesOf(ctx, id)],
		['partnersOf', 1, () => partnersOf(ctx, id)],
		['committeeOf', 3, () => committeeOf(ctx, id)],
		['sitesOf', 2, () => sitesOf(ctx, id)],
		['sessionsOf', 1, () => sessionsOf(ctx, id)],
		['pagesOf', 1, () => pagesOf(ctx, id)],
		['pageOf', 1, () => pageOf(ctx, id, 'about')],
		['lettersOf', 3, () => lettersOf(ctx, id)],
	];
	it('is fixed, however much an edition holds', async () => {
		const counted = async () => {
			const counts: Record<string, number> = {};
			for (const [name, , read] of reads) counts[name] = await ctx.countStatements(read);
			return counts;
		};
		const expected = Object.fromEntries(reads.map(([name, queries]) => [name, queries]));
		expect(await counted()).toEqual(expected);
		const more = Array.from({ length: 30 }, (_, i) => ({
			key: `track/X${i}`,
			value: { name: { en: `X${i}`, zh: `专题${i}` }, subjects: [], draft: false, position: 20 + i },
		}));
		for (const one of more) await edit(ctx, system('test'), id, one, calls);
		expect(await tracksOf(ctx, id)).toHaveLength(40);
		expect(await counted()).toEqual(expected);
	});
	it('of an import does not grow with the edition either', async () => {
		const again = () => importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), { calls });
		expect(await ctx.countStatements(again)).toBeLessThanOrEqual(28);
	});
});
