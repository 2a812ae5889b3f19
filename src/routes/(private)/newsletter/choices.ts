import type { Locale } from '#core/i18n/index.ts';
import type { Context } from '#core/context/index.ts';
import { zoneOptions } from '#modules/newsletter/ui/form.ts';
import { articleTopics } from '#modules/newsroom/server/index.ts';
import { topicName } from '#modules/newsroom/topic-names.ts';

/** What the forms of the newsletter offer: topics of which something is published, and the zones of the world. */
export async function choicesOffered(ctx: Context, locale: Locale, also: readonly string[] = []) {
	const known = (await articleTopics(ctx)).map(({ topic }) => topic);
	const topics = [...new Set([...known, ...also])].map((value) => ({ value, label: topicName(value, locale).text }));
	return { topics, zones: zoneOptions() };
}
