import { z } from 'zod';
import { callsForVisitor, type PublicCall, standingPlaces } from '#modules/calls/server/index.ts';
import { type EditionView, listEditions } from '#modules/editions/server/index.ts';
import { endpoint } from '../endpoint.ts';
import { listReply, pageOf } from '../pages.ts';
import { hrefs, publishedCall, publishedEdition } from '../places.ts';
import { iso, pageQuery, slugParam } from '../schemas/common.ts';
import * as schemas from '../schemas/editions.ts';

const editionParams = z.object({ edition: slugParam.meta({ examples: ['ipspace-2021'] }) });
export const callParams = z.object({
	edition: slugParam.meta({ examples: ['ipspace-2021'] }),
	call: slugParam.meta({ examples: ['abstracts'] }),
});
export const standingParams = z.object({ call: slugParam.meta({ examples: ['star-enterprise'] }) });
const page = z.strictObject(pageQuery);

function editionJson(origin: string, found: EditionView): z.input<typeof schemas.edition> {
	const { slug, year, name, short, theme, summary, starts, ends, zone, languages, mode, closedAt } = found;
	const href = hrefs(origin).edition(slug);
	return {
		...{ slug, year, name, short, theme, summary, starts, ends, zone, mode },
		languages: [...languages],
		closed: closedAt !== null,
		href,
		calls: `${href}/calls`,
	};
}

/** A window as it goes out. */
export function windowJson(of: PublicCall['window']): z.input<typeof schemas.window> {
	return {
		zone: of.zone,
		opensAt: iso(of.opensAt),
		closesAt: iso(of.closesAt),
		graceEndsAt: iso(of.graceEndsAt),
	};
}

function callJson(origin: string, edition: string | null, of: PublicCall): z.input<typeof schemas.callInList> {
	return {
		id: of.id,
		edition,
		slug: of.slug,
		title: of.title,
		summary: of.summary,
		noun: of.noun ?? null,
		contact: of.contact ?? null,
		window: windowJson(of.window),
		state: of.state,
		href: hrefs(origin).call(edition, of.slug),
	};
}

export const editionEndpoints = [
	endpoint({
		id: 'listEditions',
		method: 'GET',
		path: '/editions',
		tag: 'editions',
		summary: 'The published editions, the latest first',
		needs: 'public',
		params: z.object({}),
		query: page,
		answers: { 200: { schema: schemas.editionList, means: 'A page of editions.' } },
		async run({ ctx, query, origin }) {
			const published = (await listEditions(ctx)).filter(({ state }) => state === 'published');
			const { items, next } = pageOf(published, query, ({ slug }) => slug);
			const list = { items: items.map((one) => editionJson(origin, one)), next };
			return listReply('/api/v1/editions', query, list);
		},
	}),
	endpoint({
		id: 'readEdition',
		method: 'GET',
		path: '/editions/{edition}',
		tag: 'editions',
		summary: 'One edition',
		needs: 'public',
		params: editionParams,
		answers: { 200: { schema: schemas.edition, means: 'The edition.' } },
		async run({ ctx, params, origin }) {
			return { body: editionJson(origin, await publishedEdition(ctx, params.edition)) };
		},
	}),
	endpoint({
		id: 'listCalls',
		method: 'GET',
		path: '/editions/{edition}/calls',
		tag: 'editions',
		summary: 'The calls of an edition, in the order in which they open',
		needs: 'public',
		params: editionParams,
		query: page,
		answers: { 200: { schema: schemas.callList, means: 'A page of calls, without their forms.' } },
		async run({ ctx, params, query, origin }) {
			const edition = await publishedEdition(ctx, params.edition);
			const listed = (await callsForVisitor(ctx, edition.id)).filter((one) => one.listed !== false);
			const { items, next } = pageOf(listed, query, ({ slug }) => slug);
			const list = { items: items.map((one) => callJson(origin, edition.slug, one)), next };
			return listReply(`/api/v1/editions/${edition.slug}/calls`, query, list);
		},
	}),
	endpoint({
		id: 'readCall',
		method: 'GET',
		path: '/editions/{edition}/calls/{call}',
		tag: 'editions',
		summary: 'One call with its form and window',
		needs: 'public',
		params: callParams,
		answers: { 200: { schema: schemas.call, means: 'The call.' } },
		async run({ ctx, params, origin }) {
			const { edition, call } = await publishedCall(ctx, params);
			return { body: { ...callJson(origin, edition, call), form: call.form } };
		},
	}),
	endpoint({
		id: 'listStandingCalls',
		method: 'GET',
		path: '/calls',
		tag: 'editions',
		summary: 'The standing calls, in the order in which they open',
		needs: 'public',
		params: z.object({}),
		query: page,
		answers: { 200: { schema: schemas.callList, means: 'A page of calls, without their forms.' } },
		async run({ ctx, query, origin }) {
			const places = await standingPlaces(ctx);
			const found = (await Promise.all(places.map(({ id }) => callsForVisitor(ctx, id)))).flat();
			const { items, next } = pageOf(
				found.filter((one) => one.listed !== false),
				query,
				({ slug }) => slug,
			);
			return listReply('/api/v1/calls', query, { items: items.map((one) => callJson(origin, null, one)), next });
		},
	}),
	endpoint({
		id: 'readStandingCall',
		method: 'GET',
		path: '/calls/{call}',
		tag: 'editions',
		summary: 'One standing call with its form and window',
		needs: 'public',
		params: standingParams,
		answers: { 200: { schema: schemas.call, means: 'The call.' } },
		async run({ ctx, params, origin }) {
			const { call } = await publishedCall(ctx, params);
			return { body: { ...callJson(origin, null, call), form: call.form } };
		},
	}),
];
