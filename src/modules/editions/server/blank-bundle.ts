import { eq, or } from 'drizzle-orm';
import type { Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import type { Bundle, BundleOrganisation, BundleSeries } from '../bundle/index.ts';
import type { EditionIdentity } from '../clone/identity.ts';
import type { Origin } from '../clone/request.ts';
import { organisationValue, seriesValue } from './store.ts';
import { organisation, series } from './tables.ts';

/**
 * An edition of which nothing is known but what it is called, when it is held and by whom. Two queries.
 * @returns also what it is made within, for `can`: the organisation that is known already, or nothing (then only operators)
 */
export async function blankBundle(
	ctx: Context,
	origin: Origin & { kind: 'blank' },
	identity: EditionIdentity,
): Promise<{ bundle: Bundle; subject: Subject; problems: Problem[] }> {
	const problems: Problem[] = [];
	const seriesId = typeof origin.series === 'string' ? origin.series : origin.series.id;
	const hostId = typeof origin.host === 'string' ? origin.host : origin.host.id;
	const [knownSeries] = await ctx.db.select().from(series).where(eq(series.slug, seriesId));
	const [knownHost] = await ctx.db
		.select()
		.from(organisation)
		.where(or(eq(organisation.slug, hostId)));
	if (typeof origin.series === 'string' && !knownSeries) problems.push({ path: 'series', code: 'missing' });
	if (typeof origin.series !== 'string' && knownSeries) problems.push({ path: 'series.id', code: 'slug-taken' });
	if (typeof origin.host === 'string' && !knownHost) problems.push({ path: 'host', code: 'missing' });
	if (typeof origin.host !== 'string' && knownHost) problems.push({ path: 'host.id', code: 'slug-taken' });
	const ownSeries = knownSeries ? (seriesValue(knownSeries) as BundleSeries) : newSeries(origin);
	const host = knownHost
		? ({ id: knownHost.slug, ...organisationValue(knownHost) } as BundleOrganisation)
		: newHost(origin);
	const bundle: Bundle = {
		edition: { format: 1, ...identity, series: seriesId, state: 'in-preparation', values: [], contacts: [] },
		series: ownSeries,
		assets: [],
		organisations: [host],
		sites: [],
		partners: [{ organisation: hostId, kind: 'host' }],
		persons: [],
		tracks: { tracks: [], outside: [] },
		dates: [],
		sessions: [],
		past: [],
		pages: [],
		calls: [],
	};
	const subject: Subject = { within: knownHost ? { organisation: knownHost.id } : {} };
	return { bundle, subject, problems };
}

const empty = { en: '', zh: '' };

function newSeries({ series: own }: Origin & { kind: 'blank' }): BundleSeries {
	return typeof own === 'string' ? { id: own, name: empty, short: '' } : own;
}

function newHost({ host }: Origin & { kind: 'blank' }): BundleOrganisation {
	return typeof host === 'string' ? { id: host, name: empty } : host;
}
