import { error } from '@sveltejs/kit';
import { editionDays } from '#modules/editions/date-instants.ts';
import { lastPublished } from '#modules/editions/server/index.ts';
import { manuscriptTemplate, readTemplateName } from '#modules/publications/manuscripts.ts';
import { getRunning } from '../../../../../app/running.ts';
import { timelessEdition } from '../../../timeless-edition.ts';
import { templateFacts } from '../../../views/paper.ts';
import type { RequestHandler } from './$types';

/** A template for papers: Word, LaTeX or Typst, for a paper in the language of the address. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const wanted = readTemplateName(params.file);
	if (!wanted) error(404, 'not-found');
	const { editionId, bundle } = await timelessEdition(locals, params.edition);
	const { kind, ending } = wanted;
	const publishedAt = (await lastPublished(locals.ctx, editionId)) ?? editionDays(bundle.edition).from;
	const facts = templateFacts(bundle, locals.locale, { kind, origin: getRunning().origin, publishedAt });
	const { type, bytes } = manuscriptTemplate(ending, facts);
	return new Response(Buffer.from(bytes), {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${params.edition}-${locals.locale}-${params.file}"`,
		},
	});
};
