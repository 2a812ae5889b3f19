import { catalogue } from '#core/i18n/index.ts';

/**
 * What somebody agrees to when he signs, by version. A version that was asked for once is never changed: signatures name it.
 * `2026-1` is `consentVersion` of today.
 */
export const consentTexts = {
	'2026-1': catalogue(
		{
			points: [
				'I have read the text, and I sign this version of it.',
				'With a public signature these are published, in lists, files and search engines: name, role, affiliation, country, ORCID iD where I show it, how I was verified, and the date. My e-mail address never is.',
				'What I sign may show what I think about public matters. I agree explicitly that it is processed and, with a public signature, published for that purpose.',
				'I can withdraw at any time by the link in my mail. My signature then goes from this site at once. Copies that were deposited in archives or taken by others before cannot be changed.',
			],
			agree: 'I agree to this.',
		},
		{
			points: [
				'本人已阅读文本，并签署此版本。',
				'公开签名将公布以下信息（含名单、文件及搜索引擎）：姓名、职务、单位、国家或地区、本人选择显示的 ORCID、核验方式及日期。邮箱地址不会公布。',
				'签名可能反映本人对公共事务的看法。本人明确同意为此目的处理该信息，并在公开签名时予以公布。',
				'本人可随时通过邮件中的链接撤回签名，签名将立即从本站移除。此前已存入档案库或被他人取得的副本无法更改。',
			],
			agree: '本人同意以上内容。',
		},
	),
} as const;
