import { inLocale } from '#core/i18n/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { listEditions, pastEditions } from '#modules/editions/server/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, locale } = locals;
	const [editions, past] = await Promise.all([listEditions(ctx), pastEditions(ctx)]);
	const known = editions.map((one) => ({
		slug: one.slug,
		year: one.year,
		name: inLocale(one.name, locale).text,
		zone: one.zone,
		days: { from: instantOf(one.starts, one.zone, 'start'), to: instantOf(one.ends, one.zone, 'end') },
		preparing: one.state === 'in-preparation',
	}));
	const before = past.map((one) => ({
		slug: one.slug,
		year: one.year,
		name: inLocale(one.name, locale).text,
		zone: 'UTC',
		days: null,
		preparing: true,
	}));
	return { editions: [...known, ...before].sort((a, b) => b.year - a.year) };
};
