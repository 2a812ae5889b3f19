import { error } from '@sveltejs/kit';
import { printingsOf } from '#modules/statements/server/index.ts';
import { textFile } from '#modules/statements/statement.ts';
import { keptStatement } from '../../../../keep-statement.ts';
import type { RequestHandler } from './$types';

/** The words of a printing as the file whose digest signatures name. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const one = await keptStatement(locals, params.statement, { signatures: false });
	const found = (await printingsOf(locals.ctx, one.id)).find(
		({ version, locale, printing }) => String(version) === params.version && `${locale}-${printing}.md` === params.file,
	);
	if (!found) error(404, 'not-found');
	return new Response(textFile(found), { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
};
