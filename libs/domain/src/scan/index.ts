export * from './report';
export * from './admission';
