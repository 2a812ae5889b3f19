import { z } from 'zod';
import { actions } from '#core/access/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { endpoint } from '../endpoint.ts';
import { me } from '../schemas/applications.ts';

export const aboutEndpoints = [
	endpoint({
		id: 'readMe',
		method: 'GET',
		path: '/me',
		tag: 'own',
		summary: 'Whose token this is and what it allows',
		needs: 'token',
		params: z.object({}),
		answers: { 200: { schema: me, means: 'The person and the actions.' } },
		async run({ actor }) {
			if (actor.kind !== 'person') throw new Refusal('signed-out', 'sign-in-first');
			return { body: { person: actor.personId, may: [...(actor.limitedTo ?? Object.keys(actions))] } };
		},
	}),
	endpoint({
		id: 'readDocument',
		method: 'GET',
		path: '/openapi.json',
		tag: 'about',
		summary: 'This document (OpenAPI 3.1)',
		needs: 'public',
		params: z.object({}),
		answers: { 200: { schema: z.record(z.string(), z.json()).meta({ id: 'Document' }), means: 'The document.' } },
		async run({ origin }) {
			// Imported when asked for: the document is made from all endpoints, this one among them.
			const { openApiDocument } = await import('../openapi.ts');
			return { body: openApiDocument(origin) };
		},
	}),
];
