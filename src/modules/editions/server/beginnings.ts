import { asc } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { organisation, series } from './tables.ts';

/** What a blank edition may belong to: every series and every organisation that is known. Two queries. */
export async function beginnings(ctx: Context) {
	return {
		series: await ctx.db.select({ slug: series.slug, name: series.name }).from(series).orderBy(asc(series.slug)),
		organisations: await ctx.db
			.select({ id: organisation.id, slug: organisation.slug, name: organisation.name })
			.from(organisation)
			.orderBy(asc(organisation.slug)),
	};
}
