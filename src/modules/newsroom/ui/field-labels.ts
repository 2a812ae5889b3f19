import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { FieldLabel } from '#ui/record/form-about.ts';

/** How the fields of an article are called, by their path in its form. */
export const fieldLabels = catalogue(
	{
		texts: { label: 'Texts' },
		'texts.title': { label: 'Title' },
		'texts.standfirst': {
			label: 'Standfirst',
			hint: 'One or two sentences below the title: lists, feeds and the newsletter show them.',
		},
		'texts.body': { label: 'Text' },
		'texts.ready': {
			label: 'Goes out with the next publication',
			hint: 'A language that is not ready stays back; the other one goes out alone.',
		},
		'texts.translation': { label: 'Translation' },
		'texts.translation.by': { label: 'Translated by' },
		'texts.translation.machine': { label: 'A machine made the first version', hint: 'Readers are told so.' },
		'texts.translation.reviewedBy': { label: 'Checked by', hint: 'Who read the translation against the original.' },
		byline: { label: 'Byline', hint: 'Who wrote it, in the order of the byline.' },
		'byline.person': { label: 'Person of the directory', hint: 'Then the name leads to what the directory says.' },
		'byline.name': { label: 'Name' },
		'byline.role': { label: 'Role', hint: 'For example “Joint Secretary General”.' },
		'byline.place': { label: 'Reports from' },
		dateline: {
			label: 'Dateline',
			hint: 'Where and by whom it was filed: “Sydney, Australia (SPX)”. The date is that of publication.',
		},
		topics: { label: 'Topics', hint: 'Short words in Latin letters, separated by commas: climate, small-satellites.' },
		lead: { label: 'Picture above the text' },
		sources: { label: 'Sources', hint: 'Where the facts or the text come from.' },
		'sources.label': { label: 'Source' },
		'sources.url': { label: 'Web address' },
		rights: { label: 'Rights', hint: 'Whose text it is and on which terms, for example the credit line of an agency.' },
		interest: {
			label: 'Interests that readers should know of',
			hint: 'For example that a partner wrote or paid for it.',
		},
		sample: {
			label: 'Made for demonstration',
			hint: 'Marked as a sample wherever shown; kept out of sitemaps and structured data.',
		},
		relatedArticles: { label: 'Related articles' },
		relatedLinks: { label: 'Related links' },
		'relatedLinks.url': { label: 'Web address' },
		'relatedLinks.label': { label: 'Words of the link' },
		related: { label: 'Related articles and links' },
		pictures: { label: 'Picture' },
		'pictures.alternative': { label: 'what it shows' },
		'pictures.caption': { label: 'caption' },
		'pictures.credit': { label: 'who made it' },
		'pictures.licence': { label: 'terms' },
		'pictures.decorative': { label: 'only decorates' },
		'pictures.sample': { label: 'made for demonstration' },
		'pictures.file': { label: 'file' },
	},
	{
		texts: { label: '文本' },
		'texts.title': { label: '标题' },
		'texts.standfirst': { label: '导语', hint: '标题下的一两句话，列表、订阅源和通讯中都会显示。' },
		'texts.body': { label: '正文' },
		'texts.ready': { label: '随下次发布一同发出', hint: '未就绪的语言暂缓，另一种语言单独发布。' },
		'texts.translation': { label: '翻译' },
		'texts.translation.by': { label: '译者' },
		'texts.translation.machine': { label: '初稿由机器翻译', hint: '将向读者说明。' },
		'texts.translation.reviewedBy': { label: '审校', hint: '对照原文审读译文的人。' },
		byline: { label: '署名', hint: '作者，按署名次序排列。' },
		'byline.person': { label: '人员名录', hint: '选定后，姓名会链接到名录中的介绍。' },
		'byline.name': { label: '姓名' },
		'byline.role': { label: '身份', hint: '例如“联合秘书长”。' },
		'byline.place': { label: '报道地点' },
		dateline: { label: '电头', hint: '发稿地点与机构，例如“澳大利亚悉尼（SPX）”。日期即发布日期。' },
		topics: { label: '主题', hint: '以拉丁字母书写的短词，用逗号分隔，例如 climate, small-satellites。' },
		lead: { label: '题图' },
		sources: { label: '来源', hint: '事实或文本的出处。' },
		'sources.label': { label: '来源名称' },
		'sources.url': { label: '网址' },
		rights: { label: '版权说明', hint: '文章归谁所有、依何种条款使用，例如通讯社的署名。' },
		interest: { label: '应向读者说明的利益关系', hint: '例如由合作方撰写或资助。' },
		sample: { label: '演示用', hint: '凡显示之处均标明为样例，不进入站点地图和结构化数据。' },
		relatedArticles: { label: '相关文章' },
		relatedLinks: { label: '相关链接' },
		'relatedLinks.url': { label: '网址' },
		'relatedLinks.label': { label: '链接文字' },
		related: { label: '相关文章与链接' },
		pictures: { label: '图片' },
		'pictures.alternative': { label: '图中内容' },
		'pictures.caption': { label: '图注' },
		'pictures.credit': { label: '作者' },
		'pictures.licence': { label: '使用许可' },
		'pictures.decorative': { label: '仅作装饰' },
		'pictures.sample': { label: '演示用' },
		'pictures.file': { label: '文件' },
	},
);

/** The label of a field of an article's form; its path where it has none (a test keeps that from happening). */
export function articleLabel(path: string, locale: Locale): FieldLabel {
	const labels: Record<string, FieldLabel> = fieldLabels[locale];
	return Object.hasOwn(labels, path) ? (labels[path] as FieldLabel) : { label: path };
}

/**
 * What a place of an article is called in a list of problems or changes: `texts.en.title` as `Title (English)`,
 * `sources.0.label.zh` as `Sources 1: Source (Chinese)`, `pictures.launch.caption.en` as `Picture launch: caption (English)`.
 */
export function articlePlace(path: string, locale: Locale): string {
	const words = { en: { en: 'English', zh: 'Chinese' }, zh: { en: '英文', zh: '中文' } }[locale];
	const steps = path.split('.');
	let language: 'en' | 'zh' | undefined;
	let at = '';
	const names: string[] = [];
	steps.forEach((step, place) => {
		const isPicture = steps[0] === 'pictures' && place === 1;
		if (isPicture || /^\d+$/.test(step)) names.push(`${names.pop() ?? ''} ${isPicture ? step : Number(step) + 1}`);
		else if (step === 'en' || step === 'zh') language = step;
		else {
			at = at === '' ? step : `${at}.${step}`;
			if (at !== 'texts') names.push(articleLabel(at, locale).label);
		}
	});
	if (names.length === 0) names.push(articleLabel('texts', locale).label);
	const name = names.join(locale === 'zh' ? '：' : ': ');
	if (!language) return name;
	return locale === 'zh' ? `${name}（${words[language]}）` : `${name} (${words[language]})`;
}
