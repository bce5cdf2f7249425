export * from './advisory-detail';
export * from './closure-report';
export { cycloneDxVexOf } from './cyclonedx-vex';
export { placeText, sinceText, sureText } from './finding-text';
export { printed } from './printed';
export { sarifOf } from './sarif';
export { worstFirst } from './worst-first';
