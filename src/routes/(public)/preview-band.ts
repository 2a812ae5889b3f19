import { inLocale, languageTag, localePath } from '#core/i18n/index.ts';
import { recordsForEditing } from '#modules/editions/server/index.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';

/** What the band over a preview says: which records are not public yet, in the order of their keys. @throws Refusal */
export async function previewBand(locals: App.Locals, origin: string) {
	if (!locals.preview) return null;
	const { slug, editionId } = locals.preview;
	const { ctx, actor, locale } = locals;
	const { drafts, merged } = await recordsForEditing(ctx, actor, editionId, { locale });
	return {
		slug,
		visitors: origin + localePath(locale, locals.path),
		waiting: drafts.map(({ key, value, base }) => {
			const name = inLocale(nameOfRecord(merged, key, value ?? base ?? undefined), locale);
			return { name: name.text, lang: languageTag[name.locale], removed: value === null };
		}),
	};
}
