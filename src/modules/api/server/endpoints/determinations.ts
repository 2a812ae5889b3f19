import { z } from 'zod';
import { demand } from '#core/access/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { decide, undecide } from '#modules/calls/server/index.ts';
import { editionBySlug } from '#modules/editions/server/index.ts';
import { batchesOf, lettersOfApplication, lettersOfPerson } from '#modules/letters/server/index.ts';
import { announcedJson, determinationJson, readApplication } from '../application-views.ts';
import { endpoint } from '../endpoint.ts';
import { listReply, pageOf } from '../pages.ts';
import { idParam, iso, isoOrNull, pageQuery, slugParam } from '../schemas/common.ts';
import * as schemas from '../schemas/applications.ts';
import { applicationParams, asQuery } from './applications.ts';

const oneParams = z.object({ application: idParam, determination: idParam });

type Letter =
	| Awaited<ReturnType<typeof lettersOfPerson>>[number]
	| Awaited<ReturnType<typeof lettersOfApplication>>[number];

function letterJson(of: Letter): z.input<typeof schemas.letter> {
	return {
		id: of.id,
		reference: of.reference,
		application: of.applicationId,
		outcome: of.outcomeLabel,
		title: of.title,
		language: of.locale,
		state: of.state,
		at: iso(of.at),
		revokedAt: isoOrNull(of.revokedAt),
	};
}

export const determinationEndpoints = [
	endpoint({
		id: 'listDeterminations',
		method: 'GET',
		path: '/applications/{application}/determinations',
		tag: 'determinations',
		summary: 'What stages found of an application',
		needs: ['application.read-own', 'application.read'],
		params: applicationParams,
		query: z.strictObject(asQuery),
		answers: {
			200: { schema: schemas.determinationList, means: 'All for the desk; for the applicant what he was told.' },
		},
		async run({ ctx, actor, params, query, locale }) {
			const { reader, found } = await readApplication(ctx, actor, { ...params, locale, as: query.as });
			const items =
				reader === 'desk'
					? found.determinations.map(determinationJson)
					: found.decision
						? [announcedJson(found.decision)]
						: [];
			return { body: { items, next: null } };
		},
	}),
	endpoint({
		id: 'decide',
		method: 'POST',
		path: '/applications/{application}/determinations',
		tag: 'determinations',
		summary: 'Note a determination',
		description: 'The applicant learns nothing of it until it is announced; until then another may replace it.',
		needs: ['application.decide'],
		params: applicationParams,
		body: schemas.newDetermination,
		refuses: [409],
		answers: { 201: { schema: schemas.deskDetermination, means: 'The determination.' } },
		async run({ ctx, actor, params, body, locale }) {
			const { stage, seen, ...rest } = body;
			const id = await decide(ctx, actor, {
				...params,
				...rest,
				...(stage === undefined ? {} : { stage }),
				...(seen === undefined ? {} : { seen }),
			});
			const { reader, found } = await readApplication(ctx, actor, { ...params, locale, as: 'desk' });
			const noted = reader === 'desk' ? found.determinations.find((one) => one.id === id) : undefined;
			if (!noted) throw new Error(`determination ${id} is not there`);
			return { status: 201, body: determinationJson(noted) };
		},
	}),
	endpoint({
		id: 'undecide',
		method: 'DELETE',
		path: '/applications/{application}/determinations/{determination}',
		tag: 'determinations',
		summary: 'Take a determination back that was not announced',
		needs: ['application.decide'],
		params: oneParams,
		refuses: [409],
		answers: { 204: { schema: 'empty', means: 'It is taken back; it stays in the history.' } },
		async run({ ctx, actor, params, locale }) {
			const { application, determination } = params;
			const { reader, found } = await readApplication(ctx, actor, { application, locale, as: 'desk' });
			if (reader !== 'desk' || !found.determinations.some(({ id }) => id === determination)) throw notFound();
			await undecide(ctx, actor, { application, seen: determination });
			return { status: 204, body: undefined };
		},
	}),
	endpoint({
		id: 'listAnnouncements',
		method: 'GET',
		path: '/editions/{edition}/announcements',
		tag: 'determinations',
		summary: 'The batches of letters that were sent, newest first',
		description:
			'Determinations are announced with their letters, by a person who has seen them: not by this interface.',
		needs: ['letter.prepare'],
		params: z.object({ edition: slugParam.meta({ examples: ['ipspace-2021'] }) }),
		query: z.strictObject(pageQuery),
		answers: { 200: { schema: schemas.announcementList, means: 'A page of batches with how far they have come.' } },
		async run({ ctx, actor, params, query }) {
			const edition = await editionBySlug(ctx, params.edition);
			if (!edition) throw notFound();
			const { items, next } = pageOf(await batchesOf(ctx, actor, edition.id), query, ({ id }) => id);
			const list = items.map(({ callId, at, ...rest }) => ({ ...rest, call: callId, at: iso(at) }));
			return listReply(`/api/v1/editions/${edition.slug}/announcements`, query, { items: list, next });
		},
	}),
	endpoint({
		id: 'listLetters',
		method: 'GET',
		path: '/applications/{application}/letters',
		tag: 'determinations',
		summary: 'The letters of an application, newest first',
		description: 'For the applicant those that were issued to him.',
		needs: ['letter.read-own', 'application.read'],
		params: applicationParams,
		query: z.strictObject({ ...pageQuery, ...asQuery }),
		answers: { 200: { schema: schemas.letterList, means: 'A page of letters.' } },
		async run({ ctx, actor, params, query, locale }) {
			const { reader, found } = await readApplication(ctx, actor, { ...params, locale, as: query.as });
			if (actor.kind !== 'person') throw new Refusal('signed-out', 'sign-in-first');
			if (reader === 'applicant') demand(ctx, actor, 'letter.read-own', { within: {}, owners: [actor.personId] });
			const all: Letter[] =
				reader === 'desk'
					? await lettersOfApplication(ctx, found.id)
					: (await lettersOfPerson(ctx, actor.personId)).filter((one) => one.applicationId === found.id);
			const { items, next } = pageOf(all, query, ({ id }) => id);
			return listReply(`/api/v1/applications/${found.id}/letters`, query, { items: items.map(letterJson), next });
		},
	}),
];
