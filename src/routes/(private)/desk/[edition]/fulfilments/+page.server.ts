import { inLocale } from '#core/i18n/index.ts';
import { fulfilmentKinds } from '#modules/calls/fulfilment-rule.ts';
import {
	type FulfilmentFilters,
	fulfilmentList,
	fulfilmentPageSize,
	readTab,
} from '#modules/fulfilments/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { openFulfilments } from './open.ts';
import type { PageServerLoad } from './$types';

/** What has to be done because of decisions, at this desk. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { searchParams } = event.url;
	const { desk, listed } = await openFulfilments(event);
	const kind = fulfilmentKinds.find((one) => one === searchParams.get('kind'));
	const call = listed.find(({ slug }) => slug === searchParams.get('call'))?.slug;
	const owner = searchParams.get('owner') || undefined;
	const filters: FulfilmentFilters = {
		tab: readTab(searchParams.get('tab')),
		...(kind ? { kind } : {}),
		...(call ? { call } : {}),
		...(owner ? { owner } : {}),
	};
	const asked = Number(searchParams.get('page') ?? 1);
	const page = Number.isInteger(asked) && asked >= 1 && asked < 100_000 ? asked : 1;
	const list = await fulfilmentList(ctx, actor, { calls: listed, filters, page });
	return {
		slug: desk.slug,
		short: desk.short,
		filters: { tab: filters.tab ?? 'open', kind: kind ?? '', call: call ?? '', owner: owner ?? '' },
		page,
		size: fulfilmentPageSize,
		calls: listed.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
		owners: list.owners.map(({ id, names }) => ({ value: id, label: displayName(names, locale) })),
		list: {
			...list,
			envelope: list.envelope.map(({ call: id, ...sums }) => ({
				...sums,
				title: inLocale(listed.find((one) => one.id === id)?.title ?? {}, locale).text,
			})),
		},
		done: searchParams.get('done') === 'several',
	};
};
