import { inLocale, localePath } from '#core/i18n/index.ts';
import { isUnderWay } from '#modules/review/assigning.ts';
import { applyRun, runPage } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../../open-desk.ts';
import { attempt } from '../attempt.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So many applications, or people, stand on one page. */
const pageLength = 50;

async function open(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage, run } = event.params;
	return runPage(ctx, actor, { desk: desk.id, call, stage, run: Number(run), locale });
}

export const load: PageServerLoad = async (event) => {
	const { locale, url } = { ...event.locals, url: event.url };
	const { call, stage, papers, reviewers, summary, ...run } = await open(event);
	const part = url.searchParams.get('part') === 'people' ? ('people' as const) : ('papers' as const);
	const all = part === 'people' ? reviewers.length : papers.length;
	const asked = Number(url.searchParams.get('page') ?? 1);
	const page = Number.isInteger(asked) && asked >= 1 && (asked - 1) * pageLength < all ? asked : 1;
	const cut = <Row>(rows: readonly Row[]) => rows.slice((page - 1) * pageLength, page * pageLength);
	const titles = new Map(papers.map(({ id, number, title }) => [id, { id, number, title }]));
	return {
		call: { slug: call.slug, zone: call.zone, title: inLocale(call.title, locale).text },
		stage: { id: stage.id, label: stage.label },
		run: { ...run, summary: summary && { ...summary, withoutExpert: summary.withoutExpert.length } },
		blocking: (summary?.blocking ?? []).map(({ applications, ...rest }, place) => ({
			...rest,
			count: applications.length,
			applications: applications.flatMap((id) => titles.get(id) ?? []).slice(0, pageLength),
			names: reviewers
				.filter(({ blocking }) => blocking.includes(place))
				.map(({ name }) => name)
				.slice(0, pageLength),
		})),
		underWay: isUnderWay(run.state),
		counts: { papers: papers.length, people: reviewers.length },
		papers: part === 'papers' ? cut(papers) : [],
		reviewers: part === 'people' ? cut(reviewers) : [],
		/** The prices that are the proof, of those who have one. */
		prices: reviewers
			.flatMap(({ name, price }) => (price ? [{ name, price }] : []))
			.sort((a, b) => b.price - a.price)
			.slice(0, pageLength),
		part,
		page,
		pageLength,
		done: url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	apply: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, stage, number } = await open(event);
		const { params } = event;
		return attempt(await event.request.formData(), locale, async () => {
			await applyRun(ctx, actor, { call: call.id, stage: stage.id, run: number });
			const base = `/desk/${params.edition}/calls/${params.call}/stages/${params.stage}/assigning/${number}`;
			return localePath(locale, `${base}?done=applied`);
		});
	},
};
