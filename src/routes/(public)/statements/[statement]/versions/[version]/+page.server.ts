import { error } from '@sveltejs/kit';
import { inLocale } from '#core/i18n/index.ts';
import { differenceByWords } from '#core/text/index.ts';
import { printingsOf, versionsOf } from '#modules/statements/server/index.ts';
import { keptStatement } from '../../../keep-statement.ts';
import { headOf, textView } from '../../../views.ts';
import type { PageServerLoad } from './$types';

/** What one version said, and what it changed. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const one = await keptStatement(locals, params.statement, { signatures: false });
	const versions = await versionsOf(ctx, one.id);
	const number = /^[1-9]\d{0,4}$/.test(params.version) ? Number(params.version) : 0;
	const version = versions.find((entry) => entry.number === number);
	if (!version) error(404, 'not-found');
	const printings = await printingsOf(ctx, one.id);
	const last = (of: number, language: string) =>
		printings.filter((text) => text.version === of && text.locale === language).at(-1);
	const text = last(number, locale) ?? last(number, one.authoritative);
	const before = text && last(number - 1, text.locale);
	const whole = (entry: { title: string; body: string }) => `${entry.title}\n\n${entry.body}`;
	return {
		head: headOf(one, locale, ctx.clock.edition.now()),
		number,
		newest: versions[0]?.number ?? number,
		releasedAt: version.releasedAt,
		note: version.note ? inLocale(version.note, locale).text : null,
		text: text ? textView(one.slug, text) : null,
		difference: text && before ? differenceByWords(whole(before), whole(text)) : null,
		files: printings
			.filter((entry) => entry.version === number)
			.map(({ locale: language, printing, digest }) => ({ language, printing, digest })),
	};
};
