import { inLocale, languageTag } from '#core/i18n/index.ts';
import { listStatements } from '#modules/statements/server/index.ts';
import { keepStatementList } from './keep-statement.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, locale } = locals;
	await keepStatementList(locals);
	const statements = await listStatements(ctx);
	return {
		statements: statements.map((one) => {
			const title = inLocale(one.titles, locale);
			return {
				slug: one.slug,
				kind: one.kind,
				sample: one.sample,
				title: title.text,
				lang: title.fallback ? languageTag[title.locale] : null,
				publisher: inLocale(one.publisher, locale).text,
				releasedAt: one.releasedAt,
				zone: one.zone,
				signatures: one.signatures,
			};
		}),
	};
};
