import type { LetterText } from './letter-text.ts';

/*
 * Our wording for standing calls: what is applied for is nobody's paper, and no edition stands behind it. `{edition}` is the
 * call, `{dates}` its round or when it is open.
 */
export const standingTexts: readonly LetterText[] = [
	{
		id: 'standing-accepted',
		subject: {
			en: 'Your application has been selected: {title} ({reference})',
			zh: '入选通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nIt is our pleasure to tell you that “{title}” ({reference}) has been selected in {edition} ({dates}).\n\nWe shall write to you about what follows.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！我们高兴地通知您，您在“{edition}”（{dates}）中提交的《{title}》（编号 {reference}）已经入选。\n\n后续事宜，我们将另行函告。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'standing-accepted-confirm',
		subject: {
			en: 'Your application has been selected, please confirm: {title} ({reference})',
			zh: '入选通知，请予确认：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nIt is our pleasure to tell you that “{title}” ({reference}) has been selected in {edition} ({dates}).\n\nPlease confirm by {confirm-by} that you accept, or decline so that another application can take the place.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！我们高兴地通知您，您在“{edition}”（{dates}）中提交的《{title}》（编号 {reference}）已经入选。\n\n请于{confirm-by}前确认接受；如不能接受，也请告知，以便递补。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'standing-advanced',
		subject: {
			en: 'Your application goes on to the next stage: {title} ({reference})',
			zh: '进入下一阶段通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\n“{title}” ({reference}) goes on to the next stage of {edition} ({dates}). As soon as you have to do something we shall write to you.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！您在“{edition}”（{dates}）中提交的《{title}》（编号 {reference}）已进入下一阶段。如需您办理手续，我们将及时函告。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'standing-conditional',
		subject: {
			en: 'Your application is selected on conditions: {title} ({reference})',
			zh: '有条件入选通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\n“{title}” ({reference}) will be selected in {edition} ({dates}) once the following is met:\n\n{conditions}\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！您在“{edition}”（{dates}）中提交的《{title}》（编号 {reference}）满足下列条件后即可入选：\n\n{conditions}\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'standing-waitlist',
		subject: {
			en: 'Your application is on the waiting list: {title} ({reference})',
			zh: '候补通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\n“{title}” ({reference}) has been placed on the waiting list of {edition} ({dates}). As soon as a place becomes free we shall write again; there is nothing you need to do.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！您在“{edition}”（{dates}）中提交的《{title}》（编号 {reference}）已列入候补名单。一旦有空缺，我们将立即与您联系，您无需办理任何手续。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'standing-rejected',
		subject: {
			en: 'The decision on your application: {title} ({reference})',
			zh: '申请结果：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nThank you for applying to {edition} ({dates}) with “{title}” ({reference}). We regret that it could not be selected.\n\nYou are welcome to apply again.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！感谢您以《{title}》（编号 {reference}）申请“{edition}”（{dates}）。很遗憾，此次未能入选。\n\n欢迎您今后再次申请。\n\n此致\n\n敬礼！',
		},
	},
];
