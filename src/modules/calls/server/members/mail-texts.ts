import { mailTemplate } from '#core/mail/index.ts';

const what = [
	{ label: { en: 'Title', zh: '题目' }, value: '{title}', if: 'title' },
	{ label: { en: 'Call', zh: '征集' }, value: '{call}' },
	{ label: { en: 'The link works until', zh: '链接有效期至' }, value: '{until}' },
] as const;
const button = { en: 'Look at it', zh: '查看' };
const note = {
	en: 'Opening the page changes nothing; you accept there with a button, after signing in with your e-mail address. Please do not pass this mail on.',
	zh: '打开页面不会产生任何操作；用邮箱登录后，在页面上点击按钮即可接受。请勿转发本邮件。',
};

/** Asks somebody to write with others. */
export const memberMail = mailTemplate({
	subject: { en: '{by} asks you to write with them: {title}', zh: '{by} 邀请您共同填写：{title}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{ paragraph: { en: '{by} asks you to work on an application together.', zh: '{by} 邀请您共同填写一份申请。' } },
		{ facts: what },
		{ button, href: '{link}' },
		{ note },
	],
});

/** Offers an application to somebody who is to hold it from then on. */
export const handOverMail = mailTemplate({
	subject: { en: '{by} hands an application over to you: {title}', zh: '{by} 将申请移交给您：{title}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: '{by} wants to hand an application over to you. When you accept, it is yours: letters and questions of the organisers come to you.',
				zh: '{by} 拟将一份申请移交给您。接受后由您负责，组委会的函件和询问将发给您。',
			},
		},
		{ facts: what },
		{ button, href: '{link}' },
		{ note },
	],
});

/** Tells somebody that something was entered for him. */
export const claimMail = mailTemplate({
	subject: { en: 'Entered for you: {title} ({number})', zh: '已代您录入：{title}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'The secretariat has entered an application for you, from what you sent. Its number is {number}.',
				zh: '秘书处已根据您发来的材料代您录入一份申请，编号为 {number}。',
			},
		},
		{ facts: what },
		{
			paragraph: {
				en: 'Please look whether everything is right, and confirm it. Until then letters go to this address.',
				zh: '请核对内容并予以确认。在此之前，函件均发送至本邮箱。',
			},
		},
		{ button, href: '{link}' },
		{ note },
	],
});

/** Invites somebody to apply. */
export const applyMail = mailTemplate({
	subject: { en: 'Invitation to apply: {call}', zh: '邀请申请：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{ paragraph: { en: '{by} invites you to apply: {call}.', zh: '{by} 邀请您申请：{call}。' } },
		{ facts: what },
		{ button, href: '{link}' },
		{ note },
	],
});

/** Tells both sides that an application was handed over. */
export const handedOverMail = mailTemplate({
	subject: { en: 'Handed over: {title} ({number})', zh: '已移交：{title}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: '“{title}” ({number}) is held by {to} from now on; until now it was {from}.',
				zh: '《{title}》（{number}）原由 {from} 负责，自即日起由 {to} 负责。',
			},
		},
		{
			note: {
				en: 'If you know nothing of this, please write to the organisers at once.',
				zh: '如您对此不知情，请立即联系组委会。',
			},
		},
	],
});

/** Tells somebody that his application was taken into another call. */
export const takenInMail = mailTemplate({
	subject: { en: 'Your application takes part: {call} ({number})', zh: '您的申请已进入：{call}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: '“{title}” ({earlier}) now takes part in {call} under the number {number}. Your answers came along; nothing of the first application has changed.',
				zh: '《{title}》（{earlier}）已进入“{call}”，编号为 {number}。原申请的内容已一并转入，原申请未作任何改动。',
			},
		},
		{
			if: 'missing',
			paragraph: {
				en: 'Still missing: {missing}. Please complete it on the page.',
				zh: '尚缺：{missing}。请在页面上补充。',
			},
		},
		{ button: { en: 'See the application', zh: '查看申请' }, href: '{link}' },
	],
});
