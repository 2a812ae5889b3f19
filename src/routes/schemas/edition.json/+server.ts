import { json } from '@sveltejs/kit';
import { editionSchemaJson } from '#modules/editions/bundle/index.ts';
import type { RequestHandler } from './$types';

/** The JSON Schema of an edition bundle, as published. */
export const GET: RequestHandler = () =>
	json(editionSchemaJson(), {
		headers: { 'content-type': 'application/schema+json', 'cache-control': 'public, max-age=3600' },
	});
