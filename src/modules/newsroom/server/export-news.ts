import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asc } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { listEditions, organisationsById } from '#modules/editions/server/index.ts';
import { writeArticleFiles } from '../article-file.ts';
import { describeArticle } from './describe-article.ts';
import { besideArticles, namesIn } from './news-folder.ts';
import { article } from './tables.ts';

/**
 * Writes every article as files, the same that `importNews` reads: what readers have or will have, and of what is neither
 * published nor planned the draft.
 * @param folder empty, not there, or one of articles, which is then brought up to date: files of articles that are no more
 *   go, anything else in it is a refusal
 * @returns the files written, by their path in the folder
 * @throws Refusal `conflict` `folder-holds-other-things` (`params.name`)
 */
export async function exportNews(ctx: Context, folder: string): Promise<string[]> {
	const rows = await ctx.db.select().from(article).orderBy(asc(article.slug));
	const organisations = await organisationsById(
		ctx,
		rows.map(({ organisationId }) => organisationId),
	);
	const editions = new Map((await listEditions(ctx)).map(({ id, slug }) => [id, slug]));
	const there = await filesOfArticles(folder);
	const written: string[] = [];
	const write = async (name: string, content: string | Uint8Array) => {
		await mkdir(join(folder, name, '..'), { recursive: true });
		await writeFile(join(folder, name), content);
		written.push(name);
	};
	await mkdir(folder, { recursive: true });
	for (const row of rows) {
		const { files, content } = await describeArticle(ctx, row, {
			organisation: organisations.get(row.organisationId)?.slug ?? '',
			edition: row.editionId === null ? undefined : editions.get(row.editionId),
		});
		for (const [name, text] of writeArticleFiles(files)) await write(`${row.slug}/${name}`, text);
		for (const picture of content.pictures) {
			await write(`${row.slug}/pictures/${picture.file}`, await readFileBytes(ctx.files, picture.content.digest));
		}
	}
	const gone = there.filter((name) => !written.includes(name));
	for (const name of gone) await rm(join(folder, name));
	return written;
}

/**
 * The files of articles in a folder, by their path in it: what an export may write over and take away.
 * @throws Refusal `conflict` `folder-holds-other-things`
 */
async function filesOfArticles(folder: string): Promise<string[]> {
	const names = (await namesIn(folder)).filter((name) => !besideArticles.has(name));
	const files: string[] = [];
	for (const name of names) {
		const inside = await namesIn(join(folder, name));
		if (!inside.includes('article.yaml')) {
			throw new Refusal('conflict', 'folder-holds-other-things', { params: { name } });
		}
		const pictures = await namesIn(join(folder, name, 'pictures'));
		files.push(...inside.filter((file) => file !== 'pictures').map((file) => `${name}/${file}`));
		files.push(...pictures.map((file) => `${name}/pictures/${file}`));
	}
	return files;
}
