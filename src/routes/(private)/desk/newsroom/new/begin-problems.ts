import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';

const messages = catalogue(
	{
		'no-language': 'Write a title in at least one of the two languages.',
		'no-slug': 'Lower-case Latin letters and digits only, words joined by hyphens.',
		'slug-taken': 'Another article has this address, or it means something else.',
		'not-your-organisation': 'You cannot begin articles for this organisation.',
		'unknown-organisation': 'Choose who publishes.',
		'unknown-edition': 'Choose an edition in which you have a part.',
		'not-yours-to-do': 'You cannot begin an article there. Choose another edition or publisher.',
		'not-found': 'You cannot begin an article there. Choose another edition or publisher.',
		'too-long': 'This is too long.',
		other: 'This could not be done.',
	},
	{
		'no-language': '请至少用一种语言填写标题。',
		'no-slug': '只能用小写拉丁字母和数字，词间用连字符。',
		'slug-taken': '该网址已被另一篇文章使用，或另有含义。',
		'not-your-organisation': '您不能为该机构撰写文章。',
		'unknown-organisation': '请选择发布机构。',
		'unknown-edition': '请选择您参与工作的届次。',
		'not-yours-to-do': '您不能在那里撰写文章。请选择其他届次或发布机构。',
		'not-found': '您不能在那里撰写文章。请选择其他届次或发布机构。',
		'too-long': '过长。',
		other: '未能完成操作。',
	},
);

/** Why an article was not begun. Pure. */
export function sayBeginning({ code }: Pick<Problem, 'code'>, locale: Locale): string {
	const own: Record<string, string> = messages[locale];
	return Object.hasOwn(own, code) ? (own[code] as string) : messages[locale].other;
}
