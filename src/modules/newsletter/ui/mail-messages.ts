import { catalogue } from '#core/i18n/index.ts';

/** The words of a digest. */
export const mailTexts = catalogue(
	{
		subject: (house: string, first: string, count: number) =>
			count > 1 ? `${house}: ${first} – and ${count - 1} more` : `${house}: ${first}`,
		head: (house: string, rhythm: string, day: string) => `${house} · ${rhythm} · ${day}`,
		heading: (count: number) => (count === 1 ? 'One new article' : `${count} new articles`),
		rhythm: { daily: 'Daily newsletter', weekly: 'Weekly newsletter' },
		inLanguage: { en: 'in English', zh: 'in Chinese' },
		sample: 'made for demonstration',
		onTheWeb: 'Read this issue on the web',
		change: 'Change topics, rhythm or language',
		unsubscribe: 'Unsubscribe',
		why: (address: string, house: string) =>
			`${address} gets this because its owner subscribed to the newsletter of ${house} and confirmed it.`,
		quiet: 'This mail does not report whether you open it or what you read.',
	},
	{
		subject: (house: string, first: string, count: number) =>
			count > 1 ? `${house}：${first} 等 ${count} 篇` : `${house}：${first}`,
		head: (house: string, rhythm: string, day: string) => `${house} · ${rhythm} · ${day}`,
		heading: (count: number) => `${count} 篇新文章`,
		rhythm: { daily: '每日通讯', weekly: '每周通讯' },
		inLanguage: { en: '英文', zh: '中文' },
		sample: '演示用内容',
		onTheWeb: '在网页上阅读本期',
		change: '更改主题、频率或语言',
		unsubscribe: '退订',
		why: (address: string, house: string) =>
			`${address} 的持有人曾订阅并确认接收 ${house} 的电子通讯，因此收到此邮件。`,
		quiet: '本邮件不会回报您是否打开，也不会记录您读了什么。',
	},
);
