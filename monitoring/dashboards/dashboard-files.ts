import type { MonitoringSettings } from '../settings.ts';
import type { ClassicDashboard } from './classic.ts';
import { modelDashboard } from './model.ts';
import { operatorDashboard } from './operator.ts';
import { serviceDashboard } from './service.ts';

/** A dashboard and where its JSON is committed. */
export interface DashboardFile {
  readonly path: string;
  readonly dashboard: ClassicDashboard;
}

export const dashboardFiles = (settings: MonitoringSettings): readonly DashboardFile[] => [
  {
    path: 'charts/movie-recommender/files/dashboards/service.json',
    dashboard: serviceDashboard(settings),
  },
  {
    path: 'charts/movie-recommender/files/dashboards/model.json',
    dashboard: modelDashboard(settings),
  },
  {
    path: 'charts/movie-recommender-operator/files/dashboards/operator.json',
    dashboard: operatorDashboard(settings),
  },
];
