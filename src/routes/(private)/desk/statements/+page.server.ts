import { inLocale } from '#core/i18n/index.ts';
import { demandAnyStatement, placesForStatement, statementsForDesk } from '#modules/statements/server/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, actor, locale } = locals;
	await demandAnyStatement(ctx, actor);
	const statements = await statementsForDesk(ctx, actor);
	return {
		begins: (await placesForStatement(ctx, actor)).length > 0,
		statements: statements.map(({ titles, ...one }) => ({
			...one,
			title: inLocale({ en: titles.en ?? '', zh: titles.zh ?? '' }, locale).text || one.slug,
		})),
	};
};
