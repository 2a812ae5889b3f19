import type { Locale } from '../../../src/core/i18n/index.ts';

/** Whose page it is. */
export type Who = 'visitor' | 'author' | 'secretary' | 'organiser';

/** What the preparation of the rehearsal has made, by language: addresses without it. */
export type Made = Record<'application' | 'enquiry', Record<Locale, string>>;

/** A picture of the documentation: `docs/images/{name}.png`, and `{name}-zh.png` where Chinese readers are shown one. */
export interface Picture {
	name: string;
	/** The text in which it stands, below `docs/`, without ending. */
	topic: string;
	who: Who;
	/** Path of the page without language. */
	path: string | ((made: Made, locale: Locale) => string);
	/** Words that stand both in the text and on the page, so that a text can't go on about what is no longer there. */
	says: Record<Locale, readonly string[]>;
}

const desk = '/desk/ipspace-2021';

/** All pictures that are of pages as they stand; the form of an abstract is taken while it is filled in. */
export const pictures: readonly Picture[] = [
	{
		name: 'home',
		topic: 'organiser/site',
		who: 'visitor',
		path: '/ipspace-2021',
		says: { en: ['18–20 November 2021'], zh: ['2021年11月18日至20日'] },
	},
	{
		name: 'application',
		topic: 'author/abstract',
		who: 'author',
		path: (made, locale) => made.application[locale],
		says: { en: ['My applications', 'Withdraw'], zh: ['我的申请', '撤回'] },
	},
	{
		name: 'desk',
		topic: 'organiser/desk',
		who: 'secretary',
		path: desk,
		says: {
			en: ['Today', 'What is due', 'Submissions until now', 'Applications by track', 'Help'],
			zh: ['今日', '待办事项', '截至目前', '各专题稿件数', '帮助'],
		},
	},
	{
		name: 'applications',
		topic: 'organiser/desk',
		who: 'secretary',
		path: `${desk}/applications`,
		says: {
			en: ['Search applications', 'More shortcuts', 'Choose columns', 'Keep this list', 'CSV', 'XLSX', 'JSON'],
			zh: ['检索稿件', '更多快捷条件', '选择列', '保存此列表', 'CSV', 'XLSX', 'JSON'],
		},
	},
	{
		name: 'letters',
		topic: 'organiser/letters',
		who: 'secretary',
		path: `${desk}/letters/calls/abstracts`,
		says: {
			en: ['Read', 'at once', 'in 15 minutes', 'in two hours', 'Look over what will be sent'],
			zh: ['阅读', '立即', '15 分钟后', '两小时后', '核对发送内容'],
		},
	},
	{
		name: 'site',
		topic: 'organiser/editing',
		who: 'secretary',
		path: `${desk}/site`,
		says: { en: ['Site', 'Kind', 'State', 'History', 'Order'], zh: ['网站', '类别', '状态', '历史', '排序'] },
	},
	{
		name: 'review',
		topic: 'organiser/editing',
		who: 'secretary',
		path: `${desk}/site/publish?key=date%2Fmanuscripts`,
		says: { en: ['Review and publish', 'field by field'], zh: ['审阅并发布', '定时发布'] },
	},
	{
		name: 'people',
		topic: 'organiser/people',
		who: 'organiser',
		path: `${desk}/people`,
		says: {
			en: ['Show who may', 'Invitations without an answer', 'secretary'],
			zh: ['查看谁可以', '尚未答复的邀请', '秘书'],
		},
	},
	{
		name: 'enquiry',
		topic: 'organiser/enquiries',
		who: 'secretary',
		path: (made, locale) => made.enquiry[locale],
		says: {
			en: ['Send the answer', 'Hand over to', 'Settle without an answer'],
			zh: ['发送答复', '转交给', '不予答复'],
		},
	},
	{
		name: 'new-edition',
		topic: 'organiser/editions',
		who: 'organiser',
		path: '/desk/editions/new?from=ipspace-2021',
		says: { en: ['New edition', 'Show what would be made'], zh: ['新建一届', '查看将建立的内容'] },
	},
];

/** The form that an author fills in. */
export const formPicture: Picture = {
	name: 'abstract',
	topic: 'author/abstract',
	who: 'author',
	path: '/ipspace-2021/calls/abstracts/apply',
	says: { en: ['Save draft', 'Submit'], zh: ['保存草稿', '提交'] },
};

/** The file of a picture in a language. */
export const fileOf = (picture: Picture, locale: Locale): string =>
	locale === 'en' ? `${picture.name}.png` : `${picture.name}-zh.png`;
