import { readdir, readFile } from 'node:fs/promises';
import { type Context, remembered } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { inProject } from '#core/paths/index.ts';
import { markdownToHtml } from '#core/text/markdown.ts';
import { type Topic, splitTitle, topicsOf, withAddresses } from '../library.ts';

const folder = inProject('docs');

/** A topic with its title in the reader's language (English where there is no Chinese). */
export type ListedTopic = Topic & { title: string };

/** Every topic there is, by audience. The files are those of this version, so they are read once. */
export async function listTopics(ctx: Context, locale: Locale): Promise<ListedTopic[]> {
	return remembered(ctx, `documentation ${locale}`, async () => {
		const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.md'));
		return Promise.all(
			topicsOf(files).map(async (topic) => ({ ...topic, title: splitTitle(await textOf(topic, locale)).title })),
		);
	});
}

/**
 * One topic as HTML, without its title.
 * @param localise puts the language before the address of a page
 * @returns undefined when there is no such topic
 */
export async function readTopic(
	ctx: Context,
	locale: Locale,
	place: { audience: string; slug: string },
	localise: (path: string) => string,
): Promise<{ topic: ListedTopic; html: string } | undefined> {
	const topics = await listTopics(ctx, locale);
	const topic = topics.find((one) => one.audience === place.audience && one.slug === place.slug);
	if (!topic) return undefined;
	const { body } = splitTitle(await textOf(topic, locale));
	return { topic, html: markdownToHtml(withAddresses(body, topic.file, localise), { headingLevel: 1 }) };
}

/** A picture of the documentation (PNG); undefined when there is none of that name. */
export async function readPicture(name: string): Promise<Buffer | undefined> {
	if (!/^[a-z0-9-]+\.png$/.test(name)) return undefined;
	return readFile(inProject('docs', 'images', name)).catch(() => undefined);
}

function textOf(topic: Topic, locale: Locale): Promise<string> {
	return readFile(inProject('docs', locale === 'zh' && topic.chinese ? topic.chinese : topic.file), 'utf8');
}
