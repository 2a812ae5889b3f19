import { formatInstant } from '#core/clock/index.ts';
import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { Refusal } from '#core/refusal/index.ts';

type P = Readonly<Record<string, string | number>>;

/** Why something was not done with an article, by the code of the refusal. */
const messages = catalogue(
	{
		'article-changed': 'Somebody saved the article meanwhile. Look at it again, then decide.',
		'article-draft': 'The article is a draft again: somebody took it back meanwhile.',
		'article-in-review': 'The article is in review already.',
		'article-scheduled': 'The article is planned to go out. Take it off the plan first.',
		'article-published': 'The article is public already.',
		'article-retracted': 'The article was retracted; it is not changed any more.',
		'embargo-running': (p: P) => `Nothing of it may be told before ${p.until}.`,
		'scheduled-before-embargo': (p: P) => `It is planned to go out at ${p.at}, before the embargo would end.`,
		'nothing-changed': 'Readers have just this version: nothing was changed since.',
		'slug-fixed': 'The article is public: its address stays.',
		'picture-used': 'The article shows this picture. Take it out of the texts first, and from above the text.',
		'too-many-pictures': (p: P) => `An article has at most ${p.max} pictures.`,
		'no-such-version': 'There is no such version.',
		'not-yours-to-do': 'You may read and write this article; publishing it is for others.',
		'not-your-organisation': 'You cannot publish in the name of this organisation.',
		'no-longer-allowed': 'whoever planned it was no longer allowed to publish',
		'no-longer-complete': 'something that it refers to is no longer there',
		other: 'This could not be done. Nothing was changed.',
	},
	{
		'article-changed': '其他人同时保存了这篇文章。请重新查看后再决定。',
		'article-draft': '这篇文章已退回为草稿。',
		'article-in-review': '这篇文章已在审阅中。',
		'article-scheduled': '这篇文章已排定发出。请先取消排定。',
		'article-published': '这篇文章已经公开。',
		'article-retracted': '这篇文章已撤回，不再更改。',
		'embargo-running': (p) => `${p.until} 之前不得透露任何内容。`,
		'scheduled-before-embargo': (p) => `文章排定于 ${p.at} 发出，早于禁发期结束。`,
		'nothing-changed': '读者看到的正是这一版，此后没有改动。',
		'slug-fixed': '文章已经公开，网址不再改变。',
		'picture-used': '文章中仍在使用这张图片。请先从正文和题图中移除。',
		'too-many-pictures': (p) => `每篇文章至多 ${p.max} 张图片。`,
		'no-such-version': '没有这一版本。',
		'not-yours-to-do': '您可以阅读和撰写这篇文章，发布由他人负责。',
		'not-your-organisation': '您不能以该机构的名义发布。',
		'no-longer-allowed': '排定者已无发布权限',
		'no-longer-complete': '文章引用的内容已不存在',
		other: '未能完成操作，未作任何更改。',
	},
);

/** The sentence of a refusal; instants in it are said in this zone. Pure. */
export function sayRefusal(
	{ code, params = {} }: Pick<Refusal, 'code'> & { params?: Refusal['params'] },
	locale: Locale,
	zone = 'UTC',
): string {
	const own: Record<string, string | ((params: P) => string)> = messages[locale];
	const message = Object.hasOwn(own, code) ? own[code] : undefined;
	if (message === undefined) return messages[locale].other;
	const said = Object.fromEntries(
		Object.entries(params).map(([name, value]) =>
			(name === 'until' || name === 'at') && typeof value === 'number'
				? [name, formatInstant(value, zone, locale)]
				: [name, value],
		),
	);
	return typeof message === 'function' ? message(said) : message;
}
