export { askModel, type Asked, modelIsConfigured, type Question } from './ask.ts';
export { budgetToday } from './budget.ts';
export { probeMode, type Probed } from './mode.ts';
export { type AnswerMode, type Message, type ModelFault, modelFaults } from './wire.ts';
